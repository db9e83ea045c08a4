package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane does about an attempt that may still take effect. */
class LaneDoubtTest extends LaneScript {
  private static final Outcome NO_ANSWER = new Outcome.RetryLater("deadline_exceeded", "no answer");
  private static final Outcome DECLINED = new Outcome.RetryLater("resource_exhausted", "no", false);
  private static final LaneAction FENCING = new LaneAction.AcquireFence();
  private static final long LATER = Duration.ofSeconds(2).toNanos();

  @Test
  void theAttemptIsRepeatedUnderTheSameFence() {
    own(0, "", 2);
    offer("+a", "-a");
    answer(NO_ANSWER);

    LaneAction next = lane.next(LATER);

    assertThat(next).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void theFenceIsTakenAgainBeforeALaterRecordIsApplied() {
    own(0, "", 2);
    offer("+a", "-a");
    answer(NO_ANSWER);
    lane.next(LATER);
    lane.applying().applied(APPLIED, LATER, 0);

    assertThat(decodeNext(LATER)).isEqualTo(FENCING);
    assertThat(lane.checkpoint().map(Checkpoint::position)).contains(position(1));
    assertThat(lane.needsPosition()).isFalse();
    lane.fenceAttempted(acquired(), LATER, 0);
    assertThat(lane.needsPosition()).isTrue();
  }

  @Test
  void withTheNewFenceThereIsNoDoubtLeft() {
    own(0, "", 2);
    offer("+a", "-a");
    answer(NO_ANSWER);
    lane.next(LATER);
    lane.applying().applied(APPLIED, LATER, 0);
    decodeNext(LATER);
    commit();
    lane.fenceAttempted(acquired(), LATER, 0);
    lane.positioned(StartPositions.of(start(1, "rbac-consumer/1 through=1 bytes=1000", 2)), 0);
    lane.offer(record(1, "-a"));
    commit();

    assertThat(decodeNext(LATER)).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void aStoreThatHasDeclinedLeavesNoDoubt() {
    own(0, "", 2);
    offer("+a", "-a");
    answer(DECLINED);
    lane.next(LATER);
    lane.applying().applied(APPLIED, LATER, 0);

    assertThat(decodeNext(LATER)).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void whatTheSameAttemptHeldMayFollowInParts() {
    recover(0, 2, "+a", "+b", "+c");
    answer(NO_ANSWER);
    lane.next(LATER);
    lane.applying().applied(REJECTED, LATER, 0);
    lane.next(LATER);
    lane.applying().applied(APPLIED, LATER, 0);

    LaneAction rest = lane.next(LATER);

    assertThat(rest).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void afterAShorterAttemptWithoutAnAnswerTheRestIsNewToo() {
    recover(0, 2, "+a", "+b", "+c");
    decodeNext(0);
    lane.applying().applied(REJECTED, 0, 0);
    answer(NO_ANSWER);

    LaneAction whole = lane.next(LATER);

    assertThat(whole).isEqualTo(FENCING);
  }

  @Test
  void aSuccessThatMayLandOnceMoreIsInDoubt() {
    own(0, "", 2);
    offer("+a", "-a");

    List<DeliveryEvent> events = answer(new Outcome.Applied(Optional.empty(), true));

    assertThat(events).first().isEqualTo(new RecordEvent.WriteInDoubt(record(0, "+a")));
    assertThat(decodeNext(0)).isEqualTo(FENCING);
    assertThat(lane.checkpoint().map(Checkpoint::position)).contains(position(1));
  }

  @Test
  void ofSeveralAttemptsInDoubtTheShortestCounts() {
    recover(0, 3, "+a", "+b", "+c");
    answer(NO_ANSWER);
    lane.next(LATER);
    lane.applying().applied(REJECTED, LATER, 0);
    lane.next(LATER);
    lane.applying().applied(REJECTED, LATER, 0);
    assertThat(lane.next(LATER)).isInstanceOf(LaneAction.Apply.class);
    lane.applying().applied(NO_ANSWER, LATER, 0);

    // Both are within the first attempt, which covered all of them, and beyond the second one.
    LaneAction whole = lane.next(2 * LATER);

    assertThat(whole).isEqualTo(FENCING);
  }

  @Test
  void aShorterAttemptThatSucceedsInDoubtCountsToo() {
    recover(0, 2, "+a", "+b", "+c");
    decodeNext(0);
    lane.applying().applied(REJECTED, 0, 0);
    answer(new Outcome.Applied(Optional.empty(), true));

    LaneAction rest = lane.next(LATER);

    assertThat(rest).isEqualTo(FENCING);
  }

  @Test
  void theDoubtIsReportedOnceHoweverOftenTheAttemptFails() {
    own(0, "", 1);
    offer("+a");

    List<DeliveryEvent> first = answer(NO_ANSWER);
    lane.next(LATER);
    List<DeliveryEvent> second = lane.applying().applied(NO_ANSWER, LATER, 0);

    assertThat(first).first().isEqualTo(new RecordEvent.WriteInDoubt(record(0, "+a")));
    assertThat(second).hasOnlyElementsOfType(RecordEvent.Retrying.class);
  }

  @Test
  void nothingThatTheRestConfirmsCountsWhileAnEarlierAttemptMayStillTakeEffect() {
    recover(0, 2, "+a", "-b -c -d");
    answer(NO_ANSWER);
    lane.next(LATER);
    lane.applying().applied(REJECTED, LATER, 0);
    assertThat(change(lane.next(LATER))).isEqualTo("+a");
    lane.applying().applied(APPLIED, LATER, 0);
    assertThat(change(lane.next(LATER))).isEqualTo("-b -c -d");

    lane.applying().applied(new Outcome.RetryLater("unavailable", "no", false, 2), LATER, 0);

    assertThat(change(lane.next(3 * LATER))).as("all of it again").isEqualTo("-b -c -d");
  }

  @Test
  void aLostFenceLeavesNothingToCommitOfALargeChange() {
    settings = settings.withSteps(new ChangeSteps(2, 2));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 1);
    offer("-a -b -c -d -e");
    answer(APPLIED);
    commit();
    assertThat(change(lane.next(0))).isEqualTo("-c -d");
    lane.applying().applied(APPLIED, 0, 0);
    assertThat(change(lane.next(0))).isEqualTo("-e");
    assertThat(lane.lastCheckpoint()).as("four removals are confirmed").isPresent();

    lane.applying().applied(new Outcome.FenceLost("a newer owner"), 0, 0);

    assertThat(lane.lastCheckpoint()).isEmpty();
  }

  private static String change(LaneAction action) {
    return text(((LaneAction.Apply) action).change());
  }

  /** Lets the lane come to its next call, and answers it. */
  private List<DeliveryEvent> answer(Outcome outcome) {
    commit();
    assertThat(decodeNext(0)).isInstanceOf(LaneAction.Apply.class);
    return lane.applying().applied(outcome, 0, 0);
  }
}
