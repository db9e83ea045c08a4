package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaneBacklogTest extends LaneScript {
  private static final long WALL = 1_000_000;
  private static final Outcome LATER = new Outcome.RetryLater("unavailable", "no", false);

  @Test
  void nothingIsKnownBeforeReadingBegins() {
    Backlog backlog = backlog();

    assertThat(backlog.oldest()).isEmpty();
    assertThat(backlog.oldestRemoval()).isEmpty();
    assertThat(backlog.windowLeft()).isZero();
  }

  @Test
  void aLaneGoesFromItsFenceOverItsPositionToItsRecordsAndThenHasNothingToDo() {
    assertThat(backlog().stage()).isEqualTo(LaneStage.FENCING);
    assertThat(backlog().settled()).isEmpty();

    lane.next(0);
    lane.fenceAttempted(acquired(), 0, 0);
    assertThat(backlog().stage()).isEqualTo(LaneStage.POSITIONING);

    lane.positioned(StartPositions.of(start(0, "", 2)), 0);
    assertThat(backlog().stage()).isEqualTo(LaneStage.IDLE);
    assertThat(backlog().settled()).contains(position(0));

    offer(0, "+a", 0);
    assertThat(backlog().stage()).isEqualTo(LaneStage.RUNNING);
    begin();
    assertThat(backlog().stage()).isEqualTo(LaneStage.RUNNING);

    lane.applying().applied(APPLIED, now, 0);
    assertThat(backlog().stage()).isEqualTo(LaneStage.IDLE);
    assertThat(backlog().settled()).contains(position(1));
  }

  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsRecoveredUntilAllOfItIsApplied() {
    // Given
    own(0, "rbac-consumer/1 through=2 bytes=1000", 2);
    assertThat(backlog().stage()).isEqualTo(LaneStage.RECOVERING);
    offer("+a", "+b");
    lane.readTo(position(2));
    assertThat(backlog().stage()).isEqualTo(LaneStage.RECOVERING);
    lane.next(now);
    assertThat(backlog().stage()).isEqualTo(LaneStage.RECOVERING);

    // When
    run();

    // Then
    assertThat(backlog().stage()).isEqualTo(LaneStage.IDLE);
  }

  @Test
  void withoutItsFenceALaneIsBackAtTheBeginning() {
    own(0, "", 1);
    offer(0, "+a", 0);
    begin();

    lane.applying().applied(new Outcome.FenceLost("a newer owner"), now, 0);

    assertThat(backlog().stage()).isEqualTo(LaneStage.FENCING);
  }

  @Test
  void nothingThatWaitsHasNoAge() {
    own(0, "", 0);

    assertThat(backlog().oldest()).contains(Duration.ZERO);
    assertThat(backlog().oldestRemoval()).contains(Duration.ZERO);
  }

  @Test
  void queueIsCountedWithItsFirstAndItsLastRecordAndCountsAsNoRemoval() {
    own(0, "", 2);
    offer(0, "+a", 30);
    offer(1, "+bc", 20);

    Backlog backlog = backlog();

    assertThat(backlog.queuedRecords()).isEqualTo(2);
    assertThat(backlog.queuedBytes()).isEqualTo(5);
    assertThat(backlog.oldest()).contains(Duration.ofSeconds(30));
    assertThat(backlog.oldestRemoval()).contains(Duration.ZERO);
    assertThat(backlog.newest()).contains(Duration.ofSeconds(20));
    assertThat(backlog.readTo()).contains(new CommitPosition(2));
  }

  @Test
  void recordThatBlocksStaysTheOldestAndOneThatOnlyAddsIsNoRemoval() {
    // Given
    own(0, "", 2);
    offer(0, "+a", 30);
    offer(1, "-b", 20);
    begin();

    // When
    lane.applying().applied(LATER, now, 0);

    // Then
    assertThat(backlog().queuedRecords()).isEqualTo(1);
    assertThat(backlog().oldest()).contains(Duration.ofSeconds(30));
    assertThat(backlog().oldestRemoval()).contains(Duration.ZERO);
  }

  @Test
  void batchThatCannotBeReadIsAsOldAsItsFirstFailureAndMayRemove() {
    own(0, "", 2);
    long since = now;
    lane.buffer().block(since);
    lane.buffer().unblock();
    now = since + Duration.ofSeconds(40).toNanos();
    lane.buffer().block(now);

    assertThat(backlog().oldest()).contains(Duration.ofSeconds(40));
    assertThat(backlog().oldestRemoval()).contains(Duration.ofSeconds(40));

    offer(0, "+a", 30);
    assertThat(backlog().oldest()).contains(Duration.ofSeconds(30));
  }

  @Test
  void removalInWorkIsOneUntilItIsApplied() {
    // Given
    own(0, "", 1);
    offer(0, "-a", 30);
    begin();
    assertThat(backlog().oldestRemoval()).contains(Duration.ofSeconds(30));

    // When
    lane.applying().applied(APPLIED, now, 0);

    // Then
    assertThat(backlog().oldest()).contains(Duration.ZERO);
    assertThat(backlog().oldestRemoval()).contains(Duration.ZERO);
  }

  @Test
  void workspaceIsNoRemovalAndWhatCannotBeReadMayBeOne() {
    own(0, "", 1);
    offer(0, "w", 30);
    lane.next(now);
    lane.decoded(decode(record(0, "w")), now, 0);
    assertThat(backlog().oldestRemoval()).contains(Duration.ZERO);
    assertThat(backlog().oldest()).contains(Duration.ofSeconds(30));

    lane.applying().handled(APPLIED, now, 0);
    lane.unpositioned();
    own(1, "", 2);
    offer(1, "!", 10);
    lane.next(now);
    assertThat(backlog().oldestRemoval()).contains(Duration.ofSeconds(10));
  }

  @Test
  void timestampThatIsMissingOrInTheFutureHidesNoWait() {
    for (long timestamp : new long[] {-1, Long.MAX_VALUE}) {
      lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
      now = 0;
      own(0, "", 1);
      lane.offer(
          new SourceRecord(PARTITION, new Offset(0), timestamp, null, text("+a"), List.of()));
      assertThat(backlog().oldest()).contains(Duration.ZERO);
      lane.next(now);

      now = Duration.ofSeconds(7).toNanos();

      assertThat(backlog().oldest()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void recordWithoutAWriteTimeIsAsOldAsItsTurn() {
    now = Duration.ofSeconds(20).toNanos();
    own(0, "", 1);
    lane.offer(new SourceRecord(PARTITION, new Offset(0), -1, null, text("+a"), List.of()));
    lane.next(now);

    now += Duration.ofSeconds(7).toNanos();

    assertThat(backlog().oldest()).contains(Duration.ofSeconds(7));
  }

  @Test
  void recordThatWasWrittenAtTheVeryFirstMillisecondHasAnAge() {
    own(0, "", 1);

    lane.offer(new SourceRecord(PARTITION, new Offset(0), 0, null, text("+a"), List.of()));

    assertThat(backlog().oldest()).contains(Duration.ofMillis(WALL));
  }

  @Test
  void recordInWorkIsTheNewestOneOnceTheQueueIsEmpty() {
    own(0, "", 1);
    offer(0, "+a", 30);
    lane.next(now);

    assertThat(backlog().queuedRecords()).isZero();
    assertThat(backlog().newest()).contains(Duration.ofSeconds(30));
    assertThat(backlog().readTo()).contains(position(1));
  }

  @Test
  void whereNoRecordWaitsEverythingIsReadThatIsSettledAndNoneIsTheNewest() {
    own(3, "", 3);

    assertThat(backlog().newest()).isEmpty();
    assertThat(backlog().readTo()).contains(position(3));
  }

  @Test
  void batchThatCannotBeReadIsAsOldAsItsFirstFailureWhenItIsReadLaterOn() {
    own(0, "", 2);
    long since = Duration.ofSeconds(20).toNanos();
    lane.buffer().block(since);

    now = Duration.ofSeconds(60).toNanos();

    assertThat(backlog().oldest()).contains(Duration.ofSeconds(40));
  }

  @Test
  void laneThatReplaysHasToReadItsRecordsTwiceAndTheEventsBeforeThemOnce() {
    lane.next(now);
    lane.fenceAttempted(acquired(), now, 0);
    lane.positioned(StartPositions.replaying(2, 5), now);

    assertThat(backlog().stage()).isEqualTo(LaneStage.REPLAYING);
    assertThat(backlog().replayLeft()).hasValue(2 + 3 + 3);
  }

  @Test
  void windowIsUsedUpByWhatIsAppliedAndOpenedByACommit() {
    // Given
    own(0, "", 2);
    offer(0, "+a", 0);
    offer(1, "+b", 0);
    commit();
    assertThat(backlog().windowLeft()).isEqualTo(settings.window());
    begin();

    // When
    lane.applying().applied(APPLIED, now, 0);

    // Then
    assertThat(backlog().windowLeft()).isEqualTo(settings.window() - 1);
    commit();
    assertThat(backlog().windowLeft()).isEqualTo(settings.window());
  }

  /** Brings the first record as far as the call of the store. */
  private void begin() {
    commit();
    LaneAction action = lane.next(now);
    if (action instanceof LaneAction.Decode it) {
      lane.decoded(decode(it.record()), now, 0);
      commit();
      action = lane.next(now);
    }
    assertThat(action).isInstanceOf(LaneAction.Apply.class);
  }

  private void offer(long offset, String value, int ageSeconds) {
    lane.offer(
        new SourceRecord(
            PARTITION,
            new Offset(offset),
            WALL - ageSeconds * 1_000L,
            null,
            text(value),
            List.of()));
  }

  private Backlog backlog() {
    return lane.backlog(new BacklogSnapshot(WALL, now));
  }

  private static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
