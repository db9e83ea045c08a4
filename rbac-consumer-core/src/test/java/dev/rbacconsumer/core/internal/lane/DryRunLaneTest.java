package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane that reads and decodes its records, and neither applies nor commits them. */
class DryRunLaneTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final CommitPosition START = new CommitPosition(0);
  private static final RelationTuple TUPLE =
      RelationTuple.parse("rbac/group:g#t_member@rbac/user:ann");
  private static final Decoding ADDS = relations(TupleChange.net(List.of(), List.of(TUPLE)));
  private static final Decoding REMOVES = relations(TupleChange.net(List.of(TUPLE), List.of()));

  private final DryRunLane lane =
      new DryRunLane(PARTITION, LaneSettings.DEFAULT.withQueue(4, 1_000), 0, Instant.EPOCH);

  @Test
  void itNeedsTheSourceThreadOnceWhenAPausedPartitionHasRoomAgain() {
    begin();
    offer(-1, -1, -1, -1);
    lane.paused(true);
    decode(ADDS);
    assertThat(lane.needsSourceThread()).as("the buffer is more than half full").isFalse();

    decode(ADDS);
    assertThat(lane.needsSourceThread()).isTrue();
    decode(ADDS);
    assertThat(lane.needsSourceThread()).as("the source thread was called already").isFalse();

    lane.sourceThreadVisited();
    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void itDoesNotNeedTheSourceThreadWhileThePartitionIsRead() {
    begin();
    offer(-1);
    decode(ADDS);

    assertThat(lane.needsSourceThread()).isFalse();
    assertThat(lane.wantsReadTo()).isFalse();
  }

  @Test
  void itsStageSaysWhetherItHasRecords() {
    assertThat(backlog(0, 0).stage()).isEqualTo(LaneStage.POSITIONING);
    assertThat(backlog(0, 0).oldest()).isEmpty();

    begin();
    assertThat(backlog(0, 0).stage()).isEqualTo(LaneStage.IDLE);
    assertThat(backlog(0, 0).oldest()).contains(Duration.ZERO);

    offer(-1);
    assertThat(backlog(0, 0).stage()).isEqualTo(LaneStage.RUNNING);
    lane.next(0);
    assertThat(backlog(0, 0).stage())
        .as("the record is being decoded")
        .isEqualTo(LaneStage.RUNNING);
  }

  @Test
  void theFirstRecordOfEachKindStaysTheOldest() {
    begin();
    offer(1_000, 2_000, 3_000);
    decode(ADDS);
    decode(REMOVES);
    decode(REMOVES);

    Backlog backlog = backlog(5_000, 0);

    assertThat(backlog.oldest()).contains(Duration.ofSeconds(4));
    assertThat(backlog.oldestRemoval()).contains(Duration.ofSeconds(3));
  }

  @Test
  void aTombstoneIsNoRecordThatWaits() {
    begin();
    offer(1_000);
    decode(new Decoding.Tombstone());

    assertThat(backlog(5_000, 0).oldest()).contains(Duration.ZERO);
  }

  @Test
  void aTimestampInTheFutureHidesNoWait() {
    begin();
    offer(9_000);
    lane.next(0);
    lane.decoded(ADDS, 0, 0);

    assertThat(backlog(5_000, Duration.ofSeconds(7).toNanos()).oldest())
        .contains(Duration.ofSeconds(7));
  }

  @Test
  void aWaitCountsFromTheRecordsTurn() {
    begin();
    offer(-1);
    lane.next(Duration.ofSeconds(20).toNanos());
    lane.decoded(ADDS, Duration.ofSeconds(21).toNanos(), 0);

    assertThat(backlog(5_000, Duration.ofSeconds(27).toNanos()).oldest())
        .contains(Duration.ofSeconds(7));
  }

  @Test
  void itAwaitsTheDecodingOfTheRecordInWorkAndOfNoOther() {
    begin();
    SourceRecord record = record(0);
    assertThat(lane.awaits(record)).isFalse();
    lane.offer(record);
    lane.next(0);

    assertThat(lane.awaits(record)).isTrue();
    assertThat(lane.awaits(record(0))).as("it was read again").isFalse();
    lane.decoded(ADDS, 0, 0);
    assertThat(lane.awaits(record)).isFalse();
  }

  @Test
  void anEventOfARegisteredTypeWouldGoToItsHandler() {
    begin();
    offer(-1);
    Decoding custom = SampleEvents.custom("invoice", "7f", "created");
    lane.next(0);

    assertThat(lane.decoded(custom, 0, 0))
        .contains(
            new RecordEvent.Planned(record(0), custom, PlannedAction.HANDLE, Optional.empty()));
  }

  @Test
  void onlyEventsThatHaveRecipientsAreReportedAsDecoded() {
    begin();
    offer(-1, -1);

    lane.next(0);
    assertThat(lane.decoded(ADDS, 0, 0)).hasAtLeastOneElementOfType(RecordEvent.Decoded.class);
    lane.next(0);
    assertThat(lane.decoded(new Decoding.Tombstone(), 0, 0))
        .doesNotHaveAnyElementsOfTypes(RecordEvent.Decoded.class);
  }

  private void begin() {
    lane.positioned(
        StartPositions.of(
            new CommittedState(Optional.of(Commit.of(START)), LaneScript.logTo(START))),
        0);
    lane.paused(false);
  }

  private void offer(long... timestamps) {
    long offset = 0;
    for (long timestamp : timestamps) {
      lane.offer(
          new SourceRecord(
              PARTITION, new Offset(offset++), timestamp, null, new byte[10], List.of()));
    }
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(PARTITION, new Offset(offset), -1, null, new byte[10], List.of());
  }

  private void decode(Decoding decoding) {
    assertThat(lane.next(0)).isInstanceOf(LaneAction.Decode.class);
    lane.decoded(decoding, 0, 0);
  }

  private Backlog backlog(long wallMillis, long now) {
    return lane.backlog(new BacklogSnapshot(wallMillis, now));
  }

  private static Decoding relations(TupleChange change) {
    return new Decoding.Relations(
        new RelationsEvent(
            new EventMetadata("", "", "", "", "", "", "", "", null), change, 0, false));
  }
}
