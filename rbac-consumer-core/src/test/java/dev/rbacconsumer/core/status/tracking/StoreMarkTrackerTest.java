package dev.rbacconsumer.core.status.tracking;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.RepeatedEventsStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreMarkTrackerTest extends StatusScript {
  @Test
  void aReplayShowsWhatIsLeftAndNeedsNoOne() {
    backlog = replaying(123);

    assertThat(partition().condition()).isEqualTo(PartitionCondition.REPLAYING);
    assertThat(partition().storeMark().replay()).contains(new ReplayStatus(123, Optional.empty()));
    assertThat(partition().needsAttention()).isFalse();
  }

  @Test
  void aReplayThatCannotGoOnBlocksUntilARecordIsTakenUp() {
    backlog = replaying(123);
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table\tis full", 1, ofSeconds(2)));
    clock.advance(ofSeconds(5));
    on(new StoreMarkEvent.ReplayStarted(P0, new CommitPosition(1), new CommitPosition(9)));
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table\tis full", 2, ofSeconds(4)));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(partition().needsAttention()).isTrue();
    assertThat(partition().storeMark().replay())
        .contains(
            new ReplayStatus(
                123,
                Optional.of(
                    new RetryStatus(
                        "replay_table",
                        "the table\\tis full",
                        SteppedClock.START,
                        2,
                        SteppedClock.START.plusSeconds(9)))));

    on(new RecordEvent.Started(record(1)));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.REPLAYING);
    assertThat(partition().needsAttention()).isFalse();
  }

  @Test
  void aReplayThatEndsWithoutARecordBlocksNothing() {
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, ofSeconds(2)));

    on(new StoreMarkEvent.ReplayEnded(P0, new CommitPosition(9), 0, 0));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);
  }

  @Test
  void aMarkThatIsOwedBlocksUntilItIsWritten() {
    on(markFailed(1, true));
    clock.advance(ofSeconds(5));
    on(markFailed(2, true));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(partition().storeMark().markProblem())
        .contains(
            new RetryStatus(
                "unavailable",
                "no answer",
                SteppedClock.START,
                2,
                SteppedClock.START.plusSeconds(7)));

    on(new StoreMarkEvent.MarkWritten(P0, 3));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);
    assertThat(partition().storeMark()).isEqualTo(StoreMarkStatus.NONE);
  }

  @Test
  void aMarkThatMayComeLaterIsAProblemAndBlocksNothing() {
    on(markFailed(1, false));
    on(new RecordEvent.Started(record(1)));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);
    assertThat(partition().storeMark().markProblem()).isPresent();
    assertThat(partition().needsAttention()).isTrue();
  }

  @Test
  void whateverFailedIsForgottenWithTheFence() {
    backlog = replaying(123);
    on(markFailed(1, true));
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, ofSeconds(2)));

    on(new PartitionEvent.FenceLost(P0, Optional.empty(), "taken", Outcome.FenceLoss.TAKEN));

    assertThat(partition().storeMark())
        .isEqualTo(
            new StoreMarkStatus(
                Optional.of(new ReplayStatus(123, Optional.empty())),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void whateverFailedIsForgottenWhenReadingBegins() {
    on(markFailed(1, true));

    on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(3))));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);
    assertThat(partition().needsAttention()).isFalse();
  }

  @Test
  void repeatedEventsAreCountedWithTheLatestOne() {
    repeat(record(4));
    clock.advance(ofSeconds(5));
    repeat(record(6));

    assertThat(partition().storeMark().repeated())
        .contains(new RepeatedEventsStatus(2, new Offset(6), SteppedClock.START.plusSeconds(5)));
    assertThat(partition().needsAttention()).isFalse();
  }

  @Test
  void aRecordThatFailedAndIsARepeatedOneHasPassed() {
    on(retrying(7, DOWN, 1));

    repeat(record(7));

    assertThat(partition().blocked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DataLoss.Kind.class)
  void everyKindOfLossIsShownAsOne(DataLoss.Kind kind) {
    DataLoss loss =
        new DataLoss(
            kind,
            Optional.of(new CommitPosition(9)),
            new CommitPosition(0),
            new CommitPosition(12),
            Optional.of(new CommitPosition(4)));

    on(new PartitionEvent.DataLossBlocks(P0, loss, 1, ofSeconds(2)));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.DATA_LOSS);
    assertThat(partition().dataLoss().orElseThrow().loss()).isEqualTo(loss);
  }

  private static StoreMarkEvent markFailed(int attempt, boolean blocks) {
    return new StoreMarkEvent.MarkFailed(
        P0, "unavailable", "no answer", attempt, ofSeconds(2), blocks);
  }

  private void repeat(SourceRecord record) {
    on(new RecordEvent.EventRepeated(record, EventMetadata.UNKNOWN));
  }

  private static Backlog replaying(long left) {
    return new Backlog(
        LaneStage.REPLAYING,
        Optional.of(new CommitPosition(1)),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(left));
  }
}
