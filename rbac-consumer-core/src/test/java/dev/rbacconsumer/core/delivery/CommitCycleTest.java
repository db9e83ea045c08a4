package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.DispatcherSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Specifies which commits wait for the interval between two of them. */
class CommitCycleTest {
  private static final Duration INTERVAL = ofMillis(500);

  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final DrivenLane lane = new DrivenLane(parts);
  private final List<AssignedLane> lanes = List.of(new AssignedLane(lane.driver, new EndedLane()));
  private final CommitCycle commits =
      new CommitCycle(
          source,
          parts.events::add,
          parts.clock,
          DispatcherSettings.defaults("group").withCommitInterval(INTERVAL));

  @BeforeEach
  void commitBeforeTheFirstRecord() {
    lane.own();
    lane.offer(0);
    commits.start(lanes);
    source.commits.remove().finished(null);
    lane.run();
  }

  @Test
  void whatNothingWaitsForIsCommittedAfterTheInterval() {
    Optional<Duration> wait = commits.start(lanes);

    assertThat(wait).contains(INTERVAL.plusMillis(1));
    assertThat(source.calls).containsExactly("commit {outbox-0=0}");
    parts.clock.advance(INTERVAL);
    assertThat(commits.start(lanes)).isEmpty();
    assertThat(source.calls).containsExactly("commit {outbox-0=0}", "commit {outbox-0=1}");
  }

  @Test
  void whatAnOperatorWaitsForIsCommittedAtOnce() {
    lane.request(new OperatorAction.Pause());

    commits.start(lanes);
    assertThat(source.calls).containsExactly("commit {outbox-0=0}", "commit {outbox-0=1}");
    source.commits.remove().finished(null);

    assertThat(lane.codes()).containsExactly(Code.DONE);
  }

  @Test
  void whileACommitIsInFlightNoOtherIsMade() {
    parts.clock.advance(INTERVAL);
    commits.start(lanes);
    lane.request(new OperatorAction.Pause());

    assertThat(commits.isInFlight()).isTrue();
    assertThat(commits.start(lanes)).isEmpty();
    assertThat(source.commits).hasSize(1);
  }
}
