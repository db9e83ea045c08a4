package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which commits name the removals of a large change while a quick store confirms them. */
class LaneQuickStepsTest extends LaneScript {
  private static final Duration QUICK = Duration.ofMillis(1);
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final String LARGE = "-a -b -c -d -e -f";

  @BeforeEach
  void begin() {
    settings = settings.withSteps(new ChangeSteps(2, 2));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 2);
    lane.paused(false);
    offer(LARGE, "-u -v -w");
    commit();
    visit();
  }

  @Test
  void quickRemovalsNeedNoCommit() {
    step(QUICK);

    assertThat(lane.needsSourceThread()).isFalse();
    assertThat(lane.checkpoint()).isEmpty();
  }

  @Test
  void theLastCommitOfAnOwnerNamesThem() {
    step(QUICK);

    assertThat(named(lane.lastCheckpoint())).contains(2);
  }

  @Test
  void removalsThatTookAWhileAreCommitted() {
    step(QUICK);
    step(SLOW);

    assertThat(lane.needsSourceThread()).isTrue();
    assertThat(named(lane.checkpoint())).contains(4);
  }

  @Test
  void aFailedAttemptIsCommittedWithThem() {
    step(QUICK);

    lane.next(0);
    lane.applying().answered(QUICK.toNanos());
    report(lane.applying().applied(new Outcome.RetryLater("slow", "as scripted", false, 1), 0, 0));

    assertThat(named(lane.checkpoint())).contains(3);
  }

  @Test
  void removalsThatAreCommittedWaitAWhileForTheNextCommit() {
    step(SLOW);
    commit();

    step(QUICK);

    assertThat(lane.checkpoint()).isEmpty();
    assertThat(named(lane.lastCheckpoint())).contains(4);
  }

  @Test
  void aCommitOfEarlierRecordsLetsTheLaneGoOnMeanwhile() {
    step(QUICK);
    step(QUICK);
    step(QUICK);
    assertThat(happened).containsExactly("0");
    step(QUICK);

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();

    assertThat(checkpoint.position()).isEqualTo(position(1));
    assertThat(checkpoint.mark().removed()).isEmpty();
    assertThat(checkpoint.mark().through()).isEqualTo(position(1 + settings.window()));
  }

  @Test
  void aCommitOfEarlierRecordsNamesWhatTookAWhileAndEndsBehindIt() {
    step(QUICK);
    step(QUICK);
    step(QUICK);
    step(SLOW);

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();

    assertThat(checkpoint.position()).isEqualTo(position(1));
    assertThat(checkpoint.mark().removed().map(RemovalProgress::count)).contains(2);
    assertThat(checkpoint.mark().through()).isEqualTo(position(2));
  }

  /** Applies the next step of the change in work. */
  private void step(Duration answer) {
    assertThat(decodeNext(0)).isInstanceOf(LaneAction.Apply.class);
    visit();
    lane.applying().answered(answer.toNanos());
    report(lane.applying().applied(APPLIED, 0, 0));
  }

  private void visit() {
    lane.needsSourceThread();
    lane.sourceThreadVisited();
  }

  private static Optional<Integer> named(Optional<Checkpoint> checkpoint) {
    return checkpoint.flatMap(it -> it.mark().removed()).map(RemovalProgress::count);
  }
}
