package dev.rbacconsumer.core.status.tracking;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.LossStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.StallStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of a partition that something is in the way of. */
final class StandingStillTest extends StatusScript {
  @Test
  void aRecordThatFailsBlocksWithAllThatIsKnownOfIt() {
    // When
    on(retrying(7, DOWN, 1));
    clock.advance(ofSeconds(2));
    on(retrying(7, REJECTED, 2));

    // Then
    PartitionStatus partition = partition();
    assertThat(partition.condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(partition.needsAttention()).isTrue();
    assertThat(partition.blocked())
        .contains(
            new BlockedRecord(
                new Offset(7),
                RecordDigest.of(record(7)),
                "env\\u0000",
                "7f",
                "create_group",
                "acme",
                new Failure(FailureClass.REJECTED, "unknown_type", "no such\\ttype"),
                DOWN,
                SteppedClock.START,
                2,
                SteppedClock.START.plusSeconds(2),
                Optional.of(SteppedClock.START.plusSeconds(5))));
  }

  @Test
  void aRecordThatGetsOnBlocksNoMoreAndIsCountedOnIfItFailsAgain() {
    on(retrying(7, DOWN, 1));
    on(new RecordEvent.GotOn(record(7)));
    assertThat(partition().blocked()).isEmpty();

    clock.advance(ofSeconds(9));
    on(retrying(7, DOWN, 1));

    assertThat(blocked().firstFailedAt()).isEqualTo(SteppedClock.START);
  }

  @Test
  void aRecordWithoutAKeyHasNone() {
    on(
        new RecordEvent.Retrying(
            new SourceRecord(P0, new Offset(7), -1, null, null, List.of()),
            EventMetadata.UNKNOWN,
            DOWN,
            null,
            1,
            ofSeconds(1)));

    assertThat(blocked().key()).isEmpty();
  }

  @Test
  void whatComesBehindOrSettlesItEndsTheBlockAndWhatCameBeforeDoesNot() {
    for (DeliveryEvent end :
        List.of(
            applied(record(7)),
            new RecordEvent.Skipped(record(7), REJECTED),
            new RecordEvent.DeadLettered(record(7), REJECTED),
            new RecordEvent.TombstonePassed(record(8)))) {
      on(retrying(7, DOWN, 1));
      on(applied(record(6)));
      assertThat(partition().blocked()).isPresent();

      on(end);

      assertThat(partition().blocked()).as("%s", end).isEmpty();
      assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);
    }
  }

  @Test
  void aRecordThatBlocksAgainUnderANewFenceHasStoodSinceItFailedFirst() {
    // Given
    on(retrying(7, DOWN, 4));
    clock.advance(ofSeconds(60));
    on(
        new PartitionEvent.FenceLost(
            P0, Optional.of(record(7)), "a newer\nowner", Outcome.FenceLoss.TAKEN));
    backlog = at(LaneStage.FENCING);
    assertThat(partition().condition()).isEqualTo(PartitionCondition.FENCING);
    assertThat(partition().blocked()).isEmpty();
    assertThat(partition().fence())
        .isEqualTo(
            new FenceStatus.Refused(
                "fence_lost",
                "a newer\\nowner",
                SteppedClock.START.plusSeconds(60),
                0,
                Optional.empty(),
                Optional.of(Outcome.FenceLoss.TAKEN)));

    // When
    backlog = at(LaneStage.RUNNING, 7);
    on(new PartitionEvent.FenceAcquired(P0, 1, ofSeconds(1)));
    on(retrying(7, REJECTED, 1));

    // Then
    assertThat(blocked().firstFailedAt()).isEqualTo(SteppedClock.START);
    assertThat(blocked().firstFailure()).isEqualTo(DOWN);
    assertThat(blocked().attempts()).isEqualTo(1);

    // When another one fails
    on(applied(record(7)));
    on(retrying(8, DOWN, 1));

    // Then
    assertThat(blocked().firstFailedAt()).isEqualTo(SteppedClock.START.plusSeconds(60));
  }

  @Test
  void aRecordThatIsToBeSetAsideBlocksUntilItIs() {
    on(new RecordEvent.Condemned(record(7), REJECTED));
    assertThat(blocked().nextAttemptAt()).isEmpty();
    assertThat(blocked().failure().kind()).isEqualTo(FailureClass.REJECTED);

    on(retrying(7, DOWN, 1));

    assertThat(blocked().failure()).isEqualTo(DOWN);
    assertThat(blocked().firstFailure().kind()).isEqualTo(FailureClass.REJECTED);
    assertThat(blocked().eventId()).isEqualTo("7f");
  }

  @Test
  void aRecordThatEndsTheInstanceShows() {
    on(new RecordEvent.Stopped(record(7), REJECTED));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.STOPPED);
    assertThat(blocked().offset()).isEqualTo(new Offset(7));
  }

  @Test
  void aLockThatCannotBeHadReportsWhyAndWhenItIsTriedAgain() {
    // Given
    backlog = at(LaneStage.FENCING);
    assertThat(partition().fence()).isEqualTo(new FenceStatus.Wanted());
    assertThat(partition().needsAttention()).isFalse();

    // When
    on(lockRefused("first", 1));
    clock.advance(ofSeconds(1));
    on(lockRefused("second", 2));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.FENCING);
    assertThat(partition().needsAttention()).isTrue();
    assertThat(partition().fence())
        .isEqualTo(
            new FenceStatus.Refused(
                "unavailable",
                "second",
                SteppedClock.START,
                2,
                Optional.of(SteppedClock.START.plusSeconds(4))));

    // When
    on(new PartitionEvent.FenceAcquired(P0, 3, ofSeconds(1)));
    backlog = at(LaneStage.POSITIONING);

    // Then
    assertThat(partition().fence())
        .isEqualTo(new FenceStatus.Held(SteppedClock.START.plusSeconds(1), Duration.ZERO));
    assertThat(partition().condition()).isEqualTo(PartitionCondition.POSITIONING);
  }

  @Test
  void recordsThatAreGoneBlockUntilReadingBegins() {
    // Given
    backlog = at(LaneStage.POSITIONING);
    DataLoss loss =
        new DataLoss(
            DataLoss.Kind.BELOW_START,
            Optional.of(new CommitPosition(7)),
            new CommitPosition(12),
            new CommitPosition(20));
    on(new PartitionEvent.DataLossBlocks(P0, loss, 1, ofSeconds(1)));
    clock.advance(ofSeconds(1));

    // When
    on(new PartitionEvent.DataLossBlocks(P0, loss, 2, ofSeconds(2)));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.DATA_LOSS);
    assertThat(partition().dataLoss())
        .contains(new LossStatus(loss, SteppedClock.START, 2, SteppedClock.START.plusSeconds(3)));

    // When
    on(new PartitionEvent.Positioned(P0, Optional.empty()));

    // Then
    assertThat(partition().dataLoss()).isEmpty();
    assertThat(partition().committed()).isEmpty();
  }

  @Test
  void aPartitionThatComesBackBeginsAgain() {
    on(retrying(7, DOWN, 1));
    on(new InstanceEvent.Revoked(Set.of(P0)));

    assign();

    assertThat(partition().blocked()).isEmpty();
  }

  @Test
  void aLaneThatHasEndedByADefectSaysSoWhateverIsNoticedLater() {
    on(new PartitionEvent.LaneFailed(P0, Optional.empty(), new LinkageError("gone\n")));
    clock.advance(ofSeconds(5));
    on(new InstanceEvent.Stalled(Optional.of(P0), "in a call", ofSeconds(1), progress()));
    on(new InstanceEvent.StallEnded(Optional.of(P0)));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.STALLED);
    assertThat(partition().needsAttention()).isTrue();
    assertThat(partition().stall())
        .contains(new StallStatus("ended by java.lang.LinkageError: gone\\n", SteppedClock.START));
  }

  @Test
  void deliveryThatHasFailedSaysSoWhateverIsNoticedLater() {
    on(new InstanceEvent.DeliveryFailed(new LinkageError("gone")));
    clock.advance(ofSeconds(5));
    on(new InstanceEvent.Stalled(Optional.empty(), "reading", ofSeconds(1), progress()));
    on(new InstanceEvent.StallEnded(Optional.empty()));

    assertThat(snapshot().needsAttention()).isTrue();
    assertThat(snapshot().sourceStall())
        .contains(new StallStatus("ended by java.lang.LinkageError: gone", SteppedClock.START));
  }
}
