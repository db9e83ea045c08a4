package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane does next while an operator releases a parked record. */
class LaneReleaseTest extends LetterLaneScript {
  private static final Optional<String> NO_LOG = Optional.empty();

  private final ParkedEntry third = parked(3, NO_LOG, "+a");
  private final ParkedEntry fourth = parked(4, NO_LOG, "+b");

  @Test
  void aReleaseIsRefusedWhileTheQuarantineIsNotOpen() {
    ActionReply notOpen =
        new ActionReply(Code.NOT_READY, "the quarantine of the partition is not open");
    settings = settings.withQuarantine(QuarantineSettings.ON);
    lane = new Lane(PARTITION, settings, now, Instant.EPOCH);

    release(third);
    assertThat(answers()).as("without a fence").containsExactly(notOpen);

    lane.fenceAttempted(acquired(), now, 0);
    release(third);
    assertThat(answers()).as("under a fence").containsExactly(notOpen);
  }

  @Test
  void aReleaseIsRefusedWhereThereIsNoQuarantine() {
    own(4, "", 100);

    release(third);

    assertThat(answers()).extracting(ActionReply::code).containsExactly(Code.NOT_READY);
  }

  @Test
  void aRecordThatHasToWaitForAnotherOneIsRefusedAtOnce() {
    open(third, fourth);
    startAt(9);

    release(fourth);

    assertThat(answers())
        .containsExactly(new ActionReply(Code.BLOCKED, "offset 3 waits before it"));
    assertThat(lane.next(now)).as("nothing is begun").isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void aRecordIsAppliedAndThenReleased() {
    open(third, fourth);
    startAt(9);
    release(third);

    decodeLetter();
    LaneAction.ApplyLetter call = (LaneAction.ApplyLetter) lane.next(now);
    assertThat(text(call.change())).isEqualTo("+a");
    lane.operator().letters().applied(call, APPLIED, lane.applying(), now, 0);

    assertThat(lane.next(now)).isEqualTo(new LaneAction.Release(third.parked(), Optional.empty()));
  }

  /** Offsets of two logs cannot be compared: the record of the earlier one comes first. */
  @Test
  void aRecordOfAnEarlierLogIsReleasedBeforeThoseOfThisLog() {
    ParkedEntry old = parked(90, Optional.of("log-1"), "+a");
    open(old, parked(4, Optional.of("log-2"), "+b"));
    lane.positioned(
        StartPositions.at(Optional.of(position(9)), true, Optional.empty(), Optional.of("log-2")),
        now);
    release(old);

    decodeLetter();

    assertThat(answers()).isEmpty();
    assertThat(lane.next(now)).isInstanceOf(LaneAction.ApplyLetter.class);
  }

  @Test
  void aRecordThatAnotherOwnerHasReleasedMeanwhileIsNotApplied() {
    open(third);
    startAt(9);
    release(third);
    lane.marked(new Outcome.FenceLost("replaced"), now, 0);

    now = Duration.ofMinutes(1).toNanos();
    openAgain();
    startAt(9);
    decodeLetter();

    assertThat(lane.next(now)).isEqualTo(new LaneAction.AwaitEvent());
    assertThat(answers())
        .containsExactly(
            new ActionReply(Code.NOT_PARKED, "no record with offset 3 and this digest is parked"));
  }
}
