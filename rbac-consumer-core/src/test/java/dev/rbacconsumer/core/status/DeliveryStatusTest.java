package dev.rbacconsumer.core.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.observe.Backlog;
import dev.rbacconsumer.core.observe.DataLoss;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.observe.FailureClass;
import dev.rbacconsumer.core.observe.LaneStage;
import dev.rbacconsumer.core.observe.Progress;
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
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStatusTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Failure REJECTED =
      new Failure(FailureClass.REJECTED, "unknown_type", "no such\ttype");
  private static final Failure DOWN =
      new Failure(FailureClass.TRANSIENT, "unavailable", "no connection");
  private static final EventMetadata EVENT =
      new EventMetadata("7f", "create_group", "", "", "acme", "", "", "", null);

  private final SteppedClock clock = new SteppedClock();
  private final DeliveryStatus status = new DeliveryStatus(clock);
  private Backlog backlog = at(LaneStage.RUNNING, 7);
  private OptionalLong end = OptionalLong.of(10);

  @BeforeEach
  void assign() {
    on(new DeliveryEvent.Assigned(Set.of(P0)));
    on(new DeliveryEvent.LaneBegun(P0, () -> backlog));
  }

  @Test
  void aPartitionThatRunsShowsHowFarItHasCome() {
    // Given
    backlog =
        new Backlog(
            LaneStage.RUNNING,
            Optional.of(new CommitPosition(8)),
            2,
            300,
            40,
            Optional.of(ofSeconds(9)),
            Optional.of(ofSeconds(5)));
    on(new DeliveryEvent.FenceAcquired(P0, 1, ofSeconds(1)));
    on(new DeliveryEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    on(new DeliveryEvent.Started(record(7)));
    on(applied(record(7)));
    on(new DeliveryEvent.Committed(P0, new CommitPosition(6)));
    clock.advance(ofSeconds(6));

    // When
    PartitionStatus partition = partition();

    // Then
    assertThat(partition)
        .isEqualTo(
            new PartitionStatus(
                P0,
                PartitionCondition.RUNNING,
                Optional.of(new CommitPosition(8)),
                Optional.of(new CommitPosition(6)),
                Optional.of(new CommitPosition(10)),
                Optional.of(ofSeconds(9)),
                Optional.of(ofSeconds(5)),
                Optional.of(ofSeconds(6)),
                2,
                300,
                40,
                new FenceStatus.Held(SteppedClock.START, ofSeconds(6)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(partition.lag()).contains(4L);
    assertThat(partition.needsAttention()).isFalse();
  }

  @Test
  void theLagCountsFromWhereReadingBeganUntilTheGroupHasCommitted() {
    assertThat(partition().lag()).contains(3L);

    end = OptionalLong.empty();
    assertThat(partition().lag()).isEmpty();

    end = OptionalLong.of(6);
    assertThat(partition().lag()).contains(0L);

    backlog = at(LaneStage.FENCING);
    assertThat(partition().lag()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(LaneStage.class)
  void withoutAnythingInItsWayAPartitionIsWhereItsLaneIs(LaneStage stage) {
    backlog = at(stage, 10);

    assertThat(partition().condition().name()).isEqualTo(stage.name());
  }

  @Test
  void aLaneWithoutWorkIsNotIdleWhileTheLogHoldsMore() {
    backlog = at(LaneStage.IDLE, 9);
    assertThat(partition().condition()).isEqualTo(PartitionCondition.RUNNING);

    backlog = at(LaneStage.IDLE, 10);
    assertThat(partition().condition()).isEqualTo(PartitionCondition.IDLE);

    end = OptionalLong.empty();
    assertThat(partition().condition()).isEqualTo(PartitionCondition.IDLE);
  }

  @Test
  void aPartitionWithoutALaneIsOnItsWayToItsFence() {
    on(new DeliveryEvent.Assigned(Set.of(P1)));

    assertThat(snapshot().partitions())
        .extracting(it -> it.partition() + " " + it.condition())
        .containsExactly("outbox-0 RUNNING", "outbox-1 FENCING");
  }

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
                "env\\u0000",
                "7f",
                "create_group",
                "acme",
                new Failure(FailureClass.REJECTED, "unknown_type", "no such\\u0009type"),
                DOWN,
                SteppedClock.START,
                2,
                SteppedClock.START.plusSeconds(2),
                Optional.of(SteppedClock.START.plusSeconds(5))));
  }

  @Test
  void aRecordWithoutAKeyHasNone() {
    on(
        new DeliveryEvent.Retrying(
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
            new DeliveryEvent.Skipped(record(7), REJECTED),
            new DeliveryEvent.DeadLettered(record(7), REJECTED),
            new DeliveryEvent.TombstonePassed(record(8)))) {
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
    on(new DeliveryEvent.FenceLost(P0, record(7), "a newer\nowner"));
    backlog = at(LaneStage.FENCING);
    assertThat(partition().condition()).isEqualTo(PartitionCondition.FENCING);
    assertThat(partition().blocked()).isEmpty();
    assertThat(partition().fence())
        .isEqualTo(
            new FenceStatus.Refused(
                "fence_lost",
                "a newer\\u000aowner",
                SteppedClock.START.plusSeconds(60),
                0,
                Optional.empty()));

    // When
    backlog = at(LaneStage.RUNNING, 7);
    on(new DeliveryEvent.FenceAcquired(P0, 1, ofSeconds(1)));
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
    on(new DeliveryEvent.Condemned(record(7), REJECTED));
    assertThat(blocked().nextAttemptAt()).isEmpty();
    assertThat(blocked().failure().kind()).isEqualTo(FailureClass.REJECTED);

    on(retrying(7, DOWN, 1));

    assertThat(blocked().failure()).isEqualTo(DOWN);
    assertThat(blocked().firstFailure().kind()).isEqualTo(FailureClass.REJECTED);
    assertThat(blocked().eventId()).isEqualTo("7f");
  }

  @Test
  void aRecordThatEndsTheInstanceShows() {
    on(new DeliveryEvent.Stopped(record(7), REJECTED));

    assertThat(partition().condition()).isEqualTo(PartitionCondition.STOPPED);
    assertThat(blocked().offset()).isEqualTo(new Offset(7));
  }

  @Test
  void aLockThatCannotBeHadTellsWhyAndWhenItIsTriedAgain() {
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
    on(new DeliveryEvent.FenceAcquired(P0, 3, ofSeconds(1)));
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
    on(new DeliveryEvent.DataLossBlocks(P0, loss, 1, ofSeconds(1)));
    clock.advance(ofSeconds(1));

    // When
    on(new DeliveryEvent.DataLossBlocks(P0, loss, 2, ofSeconds(2)));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.DATA_LOSS);
    assertThat(partition().dataLoss())
        .contains(new LossStatus(loss, SteppedClock.START, 2, SteppedClock.START.plusSeconds(3)));

    // When
    on(new DeliveryEvent.Positioned(P0, Optional.empty()));

    // Then
    assertThat(partition().dataLoss()).isEmpty();
    assertThat(partition().committed()).isEmpty();
  }

  @Test
  void aStallIsMoreUrgentThanAnythingElseAndEnds() {
    // Given
    on(retrying(7, DOWN, 1));
    clock.advance(ofSeconds(90));

    // When
    on(new DeliveryEvent.Stalled(Optional.of(P0), "in a call", ofSeconds(60), progress()));
    on(new DeliveryEvent.Stalled(Optional.empty(), "reading", ofSeconds(30), progress()));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.STALLED);
    assertThat(partition().stall())
        .contains(new StallStatus("in a call", SteppedClock.START.plusSeconds(30)));
    assertThat(snapshot().sourceStall())
        .contains(new StallStatus("reading", SteppedClock.START.plusSeconds(60)));

    // When
    on(new DeliveryEvent.StallEnded(Optional.of(P0)));
    on(new DeliveryEvent.StallEnded(Optional.empty()));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(snapshot().sourceStall()).isEmpty();
  }

  @Test
  void aCommitThatFailsShowsUntilOneIsDurable() {
    on(new DeliveryEvent.CommitFailed(Set.of(P0), "timed out"));
    clock.advance(ofSeconds(1));
    on(new DeliveryEvent.CommitFailed(Set.of(P0), "timed out again"));
    assertThat(partition().commitProblem())
        .contains(new ProblemStatus("timed out again", SteppedClock.START));
    assertThat(partition().needsAttention()).isTrue();

    on(new DeliveryEvent.Committed(P0, new CommitPosition(8)));

    assertThat(partition().commitProblem()).isEmpty();
  }

  @Test
  void aSourceThatCannotBeReadShowsUntilTwoRoundsWereGood() {
    assertThat(snapshot().sincePolled()).isEmpty();
    on(new DeliveryEvent.SourceFailed("no connection"));
    clock.advance(ofSeconds(1));
    on(new DeliveryEvent.Polled(0));
    on(new DeliveryEvent.SourceFailed("no position"));
    on(new DeliveryEvent.Polled(0));
    assertThat(snapshot().sourceProblem())
        .contains(new ProblemStatus("no position", SteppedClock.START));
    assertThat(snapshot().needsAttention()).isTrue();

    on(new DeliveryEvent.Polled(0));
    clock.advance(ofSeconds(3));

    assertThat(snapshot().sourceProblem()).isEmpty();
    assertThat(snapshot().sincePolled()).contains(ofSeconds(3));
    assertThat(snapshot().needsAttention()).isFalse();
  }

  @Test
  void whatWentIsForgottenAndWhatIsToldOfItLateIsPassedOver() {
    on(new DeliveryEvent.Assigned(Set.of(P1)));
    on(new DeliveryEvent.Revoked(Set.of(P0)));
    on(new DeliveryEvent.Lost(Set.of(P1)));

    on(retrying(7, DOWN, 1));

    assertThat(snapshot().partitions()).isEmpty();
  }

  @Test
  void aPartitionThatComesBackBeginsAnew() {
    on(retrying(7, DOWN, 1));
    on(new DeliveryEvent.Revoked(Set.of(P0)));

    assign();

    assertThat(partition().blocked()).isEmpty();
  }

  @Test
  void agesAreRightWhateverTheTimeOfDayDoes() {
    on(new DeliveryEvent.FenceAcquired(P0, 1, ofSeconds(1)));
    on(applied(record(7)));
    on(new DeliveryEvent.Polled(1));
    clock.advance(ofSeconds(8));

    clock.jump(Duration.ofHours(-3));

    assertThat(partition().sinceApplied()).contains(ofSeconds(8));
    assertThat(partition().fence())
        .isEqualTo(new FenceStatus.Held(SteppedClock.START, ofSeconds(8)));
    assertThat(snapshot().sincePolled()).contains(ofSeconds(8));
    assertThat(snapshot().at()).isEqualTo(Instant.parse("2025-12-31T21:00:08Z"));
  }

  @Test
  void progressIsThatOfThePartitionAndTheLastReadOfTheInstance() {
    on(new DeliveryEvent.Polled(1));
    on(new DeliveryEvent.Started(record(7)));
    on(applied(record(7)));
    on(new DeliveryEvent.Committed(P0, new CommitPosition(8)));
    clock.advance(ofSeconds(4));

    assertThat(status.progress(Optional.of(P0)))
        .isEqualTo(
            new Progress(
                Optional.of(new Offset(7)),
                Optional.of(new CommitPosition(8)),
                Optional.of(ofSeconds(4)),
                Optional.of(ofSeconds(4))));
    assertThat(status.progress(Optional.empty()))
        .isEqualTo(
            new Progress(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ofSeconds(4))));
  }

  private StatusSnapshot snapshot() {
    return status.snapshot(partition -> end);
  }

  private PartitionStatus partition() {
    return snapshot().partitions().get(0);
  }

  private BlockedRecord blocked() {
    return partition().blocked().orElseThrow();
  }

  private void on(DeliveryEvent event) {
    status.on(event);
  }

  private static Progress progress() {
    return new Progress(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Waits one second more after each attempt. */
  private static DeliveryEvent retrying(long offset, Failure failure, int attempt) {
    return new DeliveryEvent.Retrying(
        record(offset), EVENT, failure, null, attempt, ofSeconds(attempt + 1));
  }

  private static DeliveryEvent lockRefused(String message, int attempt) {
    return new DeliveryEvent.FenceNotAcquired(
        P0, "unavailable", message, attempt, ofSeconds(1), ofSeconds(attempt + 1));
  }

  private static DeliveryEvent applied(SourceRecord record) {
    TupleChange change =
        TupleChange.net(
            List.of(), List.of(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann")));
    return new DeliveryEvent.Applied(
        record,
        new Decoding.Relations(new RelationsEvent(EVENT, change, 0, false)),
        1,
        ofSeconds(1));
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(
        P0, new Offset(offset), -1, "env\0".getBytes(UTF_8), "secret".getBytes(UTF_8), List.of());
  }

  private static Backlog at(LaneStage stage) {
    return new Backlog(stage, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());
  }

  private static Backlog at(LaneStage stage, long settled) {
    return new Backlog(
        stage,
        Optional.of(new CommitPosition(settled)),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }
}
