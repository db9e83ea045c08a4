package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and keeps for the replays of one instance, with faults on the way. */
final class FaultyLetterReplays implements LetterReplays {
  private final SimulatedDeployment deployment;
  private final Instance instance;

  FaultyLetterReplays(SimulatedDeployment deployment, Instance instance) {
    this.deployment = deployment;
    this.instance = instance;
  }

  @Override
  public LogPart read(
      PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout)
      throws SourceException, InterruptedException {
    answered();
    if (deployment.strikes(Fault.POLL_FAILS, 8)) {
      throw SourceException.passing("simulated", new IllegalStateException("simulated"));
    }
    if (deployment.happens(3)) {
      deployment.whileWaiting(instance, Duration.ofSeconds(1).toNanos());
      FaultyPorts.interruptIfRequested(instance.moving());
    }
    Topic topic = deployment.topic();
    int most = 1 + deployment.choices().below(5);
    List<SourceRecord> records = new ArrayList<>();
    long position = from.value();
    while (records.size() < most && position < end.value()) {
      Optional<SourceRecord> next =
          topic.next(partition, position).filter(it -> it.offset().value() < end.value());
      next.ifPresent(records::add);
      position = next.map(it -> it.offset().value() + 1).orElse(end.value());
    }
    return new LogPart(
        records, new CommitPosition(position), new CommitPosition(topic.begin(partition)));
  }

  @Override
  public Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout)
      throws InterruptedException {
    answered();
    boolean fails = deployment.strikes(Fault.DEAD_LETTER_FAILS, 5);
    if (!fails || deployment.happens(2)) {
      deployment.trace(() -> instance + " keeps " + letter);
      deployment
          .coverage()
          .did(letter.leftOut() > 0 ? "LetterReducedAndReplayed" : "LetterReplayed");
      deployment.store().letters().replayed(letter.record().partition(), letter.record().offset());
    }
    return fails
        ? Optional.of(new Outcome.RetryLater("unavailable", "simulated"))
        : Optional.empty();
  }

  private void answered() throws InterruptedException {
    SimulatedLane lane = instance.moving();
    lane.answered(LaneState.LETTER_ANSWERED);
    FaultyPorts.interruptIfRequested(lane);
    FaultyPorts.throwAtTimes(deployment);
  }
}
