package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions of operators whose time is over, or that meet another action, a copy or an attempt. */
class OperatorControlTest extends OperatorScript {
  @BeforeEach
  void blockOnTheFirstRecord() {
    refuses = change -> change.equals("+a");
    own(0, "", 2);
    offer("+a", "+b");
    run();
    assertThat(happened).containsExactly("call +a", "retrying 0");
  }

  @Test
  void aCopyThatTakesTooLongIsAnsweredOnceAndStillLeavesTheRecordOut() {
    LaneAction.SetAside copy = beginSetAside(0);

    lane.operator().expire(TIMEOUT);
    assertThat(codes()).containsExactly(Code.UNCONFIRMED);
    begin(new OperatorAction.Pause(), TIMEOUT);
    assertThat(codes()).containsExactly(Code.BUSY);

    report(lane.operator().copied(copy, Optional.empty(), TIMEOUT, 0));
    run();
    assertThat(happened).contains("call +b").doesNotContain("0");
    assertThat(codes()).isEmpty();
    begin(new OperatorAction.Pause(), TIMEOUT);
    commit();
    assertThat(codes()).containsExactly(Code.DONE);
  }

  @Test
  void aCopyThatFailsAfterItsTimeChangesNothing() {
    LaneAction.SetAside copy = beginSetAside(0);
    lane.operator().close();
    assertThat(codes()).containsExactly(Code.UNCONFIRMED);

    report(
        lane.operator()
            .copied(copy, Optional.of(new Outcome.RetryLater("unavailable", "why")), TIMEOUT, 0));

    assertThat(codes()).isEmpty();
    assertThat(lane.operator().head().orElseThrow().offset()).isEqualTo(new Offset(0));
  }

  @Test
  void aRequestThatHasWaitedTooLongIsNotBegun() {
    request(new OperatorAction.Pause(), 5, 5);

    assertThat(codes()).containsExactly(Code.NOT_READY);
    assertThat(lane.operator().paused()).isEmpty();
  }

  @Test
  void aResumeAfterAPauseWhoseCommitHasNoAnswerIsCommittedToo() {
    begin(new OperatorAction.Pause(), 0);
    Checkpoint unanswered = lane.checkpoint().orElseThrow();
    assertThat(unanswered.mark().notes().paused()).isPresent();

    begin(new OperatorAction.Resume(), 0);

    Checkpoint next = lane.checkpoint().orElseThrow();
    assertThat(next.mark().notes().paused()).isEmpty();
    lane.acknowledged(next);
    assertThat(codes()).containsExactly(Code.UNCONFIRMED, Code.DONE);
  }

  @Test
  void aResumeBeforeThePositionIsKnownIsNotAnsweredWithNotPaused() {
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);

    begin(new OperatorAction.Resume(), 0);

    assertThat(codes()).containsExactly(Code.NOT_READY);
  }

  @Test
  void theFailureOfAnAttemptThatWasInProgressIsNoAnswerToRetryNow() {
    now = Duration.ofMinutes(10).toNanos();
    LaneAction inProgress = decodeNext(now);
    assertThat(inProgress).isInstanceOf(LaneAction.Apply.class);

    begin(new OperatorAction.RetryNow(), now);
    observe(lane.applying().applied(REJECTED, now, 0));
    assertThat(codes()).isEmpty();

    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    observe(lane.applying().applied(REJECTED, now, 0));
    assertThat(codes()).containsExactly(Code.STILL_FAILING);
  }

  private LaneAction.SetAside beginSetAside(long time) {
    String digest = RecordDigest.of(record(0, "+a"));
    begin(new OperatorAction.SetAside(new Offset(0), digest, true), time);
    return (LaneAction.SetAside) lane.next(time + Duration.ofHours(1).toNanos());
  }
}
