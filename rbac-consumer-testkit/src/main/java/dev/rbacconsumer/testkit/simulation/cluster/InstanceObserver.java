package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import dev.rbacconsumer.testkit.simulation.history.PartitionHistory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the events of one simulated instance against the simulated services, and records what they
 * show of each lane.
 */
final class InstanceObserver extends SelectiveObserver {
  /** Finds the offset of a record whose part replaces that of another one, and is refused, too. */
  private static final Pattern SUBSTITUTE = Pattern.compile("what offset ([0-9]+) says");

  private final SimulatedDeployment deployment;
  private final Instance instance;

  InstanceObserver(SimulatedDeployment deployment, Instance instance) {
    this.deployment = deployment;
    this.instance = instance;
  }

  @Override
  public void on(DeliveryEvent event) {
    deployment.coverage().did(event.getClass().getSimpleName());
    deployment.traceDetail(() -> instance + ": " + event);
    if (instance.isMoving()) {
      BacklogOracle trail = instance.moving().trail();
      long before = trail.settled();
      trail.on(event);
      if (trail.settled() > before) {
        PartitionId partition = instance.moving().partition();
        deployment.scaleOut().ifPresent(it -> it.settled(instance, partition));
      }
    }
    super.on(event);
  }

  @Override
  public void onStarted(RecordEvent.Started event) {
    deployment.operator().started(instance, event.partition(), event.record().offset());
  }

  @Override
  public void onPauseChanged(PartitionEvent.PauseChanged event) {
    instance.pauseChanged(event.partition(), event.pause().isPresent());
  }

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {
    PartitionId partition = event.partition();
    instance.met(partition, LaneEvent.POSITIONED);
    long from =
        event.committed().map(CommitPosition::value).orElse(deployment.topic().begin(partition));
    deployment.store().owners().reads(instance, partition);
    if (from >= deployment.group().position(partition)) {
      deployment.store().continues(instance, partition);
    }
    deployment.store().quarantine().positioned(partition);
    PartitionHistory history = deployment.topic().history(partition);
    if (instance.readsStepByStep()) {
      history.readAgainStepByStep();
      // A record that a replay left to later records may now be sent to the dead-letter topic.
      history.lost(history.completeBelow(from), from);
    }
    instance
        .current(partition)
        .map(SimulatedLane::trail)
        .ifPresent(
            trail -> {
              requireReported(partition, trail);
              trail.begin(from);
            });
  }

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
    deployment.store().lossPassed(instance, event);
    instance
        .current(event.partition())
        .ifPresent(lane -> lane.trail().reported(event.loss().kind()));
  }

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
    deployment.store().losses().blocks(instance, event);
  }

  @Override
  public void onDecoded(RecordEvent.Decoded event) {
    deployment.topic().history(event.partition()).decoded(event.record().offset().value());
    if (deployment.hasQuarantine() && event.decoding() instanceof Decoding.Relations relations) {
      deployment
          .store()
          .quarantine()
          .decoded(event.partition(), event.record().offset().value(), relations.event().change());
    }
  }

  @Override
  public void onRecovering(PartitionEvent.Recovering event) {
    sharesBelow(event.partition(), event.end().value());
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    if (!maySkip(event.failure().kind())) {
      deployment.violated("no loss", instance + " skips what is to be retried: " + event);
    }
    deployment.store().giveUp(event.partition(), event.record().offset().value());
    Matcher substitute = SUBSTITUTE.matcher(event.failure().message());
    if (substitute.find()) {
      deployment.store().giveUp(event.partition(), Long.parseLong(substitute.group(1)));
    }
    instance.moving().trail().forgetRows();
  }

  @Override
  public void onParked(RecordEvent.Parked event) {
    if (!deployment
        .store()
        .quarantine()
        .isParked(event.partition(), event.record().offset().value())) {
      deployment.violated("no loss", instance + " passes over what is not parked: " + event);
    }
    instance.moving().trail().forgetRows();
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    instance.moving().trail().forgetRows();
  }

  @Override
  public void onApplied(RecordEvent.Applied event) {
    PartitionId partition = event.partition();
    long offset = event.record().offset().value();
    deployment.topic().history(partition).applied(offset);
    if (event.decoding() instanceof Decoding.Relations relations) {
      deployment
          .store()
          .quarantine()
          .requireNotOvertaken(partition, offset, relations.event().change());
    }
    boolean isRepeated = instance.moving().trail().applies(partition, offset, deployment.topic());
    if (isRepeated && deployment.topic().hasUniqueIds() && instance.remembersAllEvents()) {
      deployment.violated("repeated", "%s applies %s again".formatted(instance, event.record()));
    }
  }

  @Override
  public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {
    deployment.topic().history(event.partition()).replays(event.end().value());
    sharesBelow(event.partition(), event.end().value());
  }

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {
    PartitionId partition = event.partition();
    long offset = event.record().offset().value();
    deployment.topic().history(partition).repeated(offset);
    if (!deployment.topic().isRepeated(partition, offset, instance.moving().trail().begun())) {
      deployment.violated(
          "no loss",
          "%s passes over %s@%d, which repeats nothing".formatted(instance, partition, offset));
    }
  }

  private boolean maySkip(FailureClass kind) {
    FailurePolicies policies = instance.policies();
    return switch (kind) {
      case MALFORMED -> policies.malformed() != FailurePolicy.RETRY;
      case INVALID -> policies.invalid() != FailurePolicy.RETRY;
      case REJECTED -> policies.rejected() != FailurePolicy.RETRY;
      default -> false;
    };
  }

  private void requireReported(PartitionId partition, BacklogOracle trail) {
    instance
        .member()
        .startPoint(partition)
        .filter(start -> trail.loss().isEmpty())
        .flatMap(start -> deployment.store().losses().disagreement(start, trail.marks()))
        .ifPresent(
            what ->
                deployment.violated(
                    "store marks",
                    "%s reads %s and reports nothing, although %s"
                        .formatted(instance, partition, what)));
  }

  /**
   * Records that the records below this offset are recovered or replayed. All of them must be
   * readable: an owner applied only those, and a transaction may never end.
   */
  private void sharesBelow(PartitionId partition, long end) {
    long readable = deployment.topic().readable(partition);
    if (end > readable) {
      deployment.violated(
          "progress",
          "%s waits for records of %s below %d, of which those below %d can be read"
              .formatted(instance, partition, end, readable));
    }
    instance.current(partition).ifPresent(lane -> lane.trail().shares(end));
  }
}
