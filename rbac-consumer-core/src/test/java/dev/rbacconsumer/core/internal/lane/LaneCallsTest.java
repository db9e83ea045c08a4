package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a lane asks the source thread to look at it, instead of waiting for its next read. */
class LaneCallsTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final Decoding WORK =
      new Decoding.Relations(
          new RelationsEvent(
              new EventMetadata("", "", "", "", "", "", "", "", null),
              TupleChange.net(
                  List.of(), List.of(RelationTuple.parse("rbac/group:g#t_member@rbac/user:ann"))),
              0,
              false));

  @Test
  void doesNotCallForEachRecordWhileThePartitionIsRead() {
    Lane lane = begin(LaneSettings.DEFAULT.withQueue(10, 1_000));
    offer(lane, 0, 1, 2, 3);

    apply(lane);

    assertThat(lane.needsSourceThread()).isFalse();
  }

  @Test
  void callsWhenThePartitionIsPausedAndItsQueueIsHalfEmpty() {
    Lane lane = begin(LaneSettings.DEFAULT.withQueue(4, 1_000));
    offer(lane, 0, 1, 2, 3);
    lane.paused(true);

    apply(lane);
    assertThat(lane.needsSourceThread()).isFalse();
    apply(lane);
    assertThat(lane.needsSourceThread()).isTrue();
    lane.sourceThreadVisited();
    lane.paused(false);
    apply(lane);
    assertThat(lane.needsSourceThread()).isFalse();
  }

  @Test
  void callsWhenTheLastRecordIsApplied() {
    Lane lane = begin(LaneSettings.DEFAULT);
    offer(lane, 0);

    apply(lane);

    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void callsWhenHalfOfTheWindowIsUsedUp() {
    Lane lane = begin(LaneSettings.DEFAULT.withWindow(4));
    offer(lane, 0, 1, 2, 3);

    apply(lane);
    assertThat(lane.needsSourceThread()).isFalse();
    apply(lane);
    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void doesNotCallForTheLastRecordWhileACommitComesAnyway() {
    Lane lane = begin(LaneSettings.DEFAULT);
    offer(lane, 0);
    lane.commitComes(true);

    apply(lane);

    assertThat(lane.needsSourceThread()).isFalse();
    lane.commitComes(false);
    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void callsForARecordThatWaitsForACommitAlthoughOneComes() {
    Lane lane = begin(LaneSettings.DEFAULT.withWindow(1));
    offer(lane, 0, 1);
    lane.commitComes(true);

    apply(lane);

    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void commitIsUrgentForARecordThatWaitsForItAndNotForOneThatIsPermitted() {
    Lane narrow = begin(LaneSettings.DEFAULT.withWindow(1));
    Lane wide = begin(LaneSettings.DEFAULT);
    offer(narrow, 0, 1);
    offer(wide, 0, 1);

    apply(narrow);
    apply(wide);

    assertThat(narrow.isCommitUrgent()).isTrue();
    assertThat(wide.isCommitUrgent()).isFalse();
  }

  @Test
  void commitIsUrgentWhenHalfOfTheWindowIsUsedUp() {
    Lane lane = begin(LaneSettings.DEFAULT.withWindow(4));
    offer(lane, 0, 1, 2, 3);

    apply(lane);
    assertThat(lane.isCommitUrgent()).isFalse();
    apply(lane);
    assertThat(lane.isCommitUrgent()).isTrue();
  }

  @Test
  void commitOfAnEndedLaneIsUrgentIfThereIsSomethingToCommit() {
    Lane lane = begin(LaneSettings.DEFAULT);
    offer(lane, 0);
    apply(lane);
    assertThat(lane.isCommitUrgent()).isFalse();

    lane.end();

    assertThat(lane.isCommitUrgent()).isTrue();
  }

  @Test
  void laneWithoutAFenceMakesNoCommitUrgent() {
    assertThat(new Lane(PARTITION, LaneSettings.DEFAULT, 0, Instant.EPOCH).isCommitUrgent())
        .isFalse();
  }

  @Test
  void offsetsThatAreNoRecordsCanBeMoreThanAWindow() {
    Lane lane = begin(LaneSettings.DEFAULT.withWindow(4));
    offer(lane, 0, 1_000);
    apply(lane);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    assertThat(lane.needsSourceThread()).isTrue();

    lane.checkpoint().ifPresent(lane::acknowledged);

    assertThat(lane.next(0)).isInstanceOf(LaneAction.Apply.class);
  }

  private static Lane begin(LaneSettings settings) {
    Lane lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    lane.next(0);
    lane.fenceAttempted(new FenceOutcome.Acquired(new FenceToken("group/0", "secret")), 0, 0);
    CommitPosition start = new CommitPosition(0);
    lane.positioned(
        StartPositions.of(
            new CommittedState(Optional.of(Commit.of(start)), LaneScript.logTo(start))),
        0);
    lane.paused(false);
    return lane;
  }

  /** As the source thread does: records first, then the commit that permits them. */
  private static void offer(Lane lane, long... offsets) {
    for (long offset : offsets) {
      lane.offer(
          new SourceRecord(PARTITION, new Offset(offset), -1, null, new byte[10], List.of()));
    }
    lane.checkpoint().ifPresent(lane::acknowledged);
  }

  private static void apply(Lane lane) {
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.next(0);
    lane.applying().applied(new Outcome.Applied(Optional.empty()), 0, 0);
  }
}
