package dev.rbacconsumer.core.status.tracking;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.source.SourceState;
import dev.rbacconsumer.core.source.StatedMonitor;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.OpenTransactionStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryStatusTest extends StatusScript {
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
    on(new PartitionEvent.FenceAcquired(P0, 1, ofSeconds(1)));
    on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    on(new RecordEvent.Started(record(7)));
    on(applied(record(7)));
    on(new PartitionEvent.Committed(P0, new CommitPosition(6), Optional.empty()));
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
                Optional.empty(),
                Optional.empty(),
                StoreMarkStatus.NONE));
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLaneWithoutWorkIsNotIdleWhileTheEndOfTheLogIsUnknown(boolean isConnected) {
    backlog = at(LaneStage.IDLE, 10);

    assertThat(status.snapshot(withoutReports(isConnected)).partitions().get(0).condition())
        .isEqualTo(PartitionCondition.UNKNOWN);
  }

  /** A source that reports on partitions, and has no report now. */
  private static SourceMonitor withoutReports(boolean isConnected) {
    return new SourceMonitor() {
      @Override
      public Optional<PartitionReport> partition(PartitionId partition) {
        return Optional.empty();
      }

      @Override
      public SourceState state() {
        return new SourceState(
            isConnected, Optional.of(Duration.ofMinutes(1)), true, Optional.empty());
      }
    };
  }

  @Test
  void aPartitionWithoutALaneIsOnItsWayToItsFence() {
    on(new InstanceEvent.Assigned(Set.of(P1)));

    assertThat(snapshot().partitions())
        .extracting(it -> it.partition() + " " + it.condition())
        .containsExactly("outbox-0 RUNNING", "outbox-1 FENCING");
  }

  @Test
  void aStallIsMoreUrgentThanAnythingElseAndEnds() {
    // Given
    on(retrying(7, DOWN, 1));
    clock.advance(ofSeconds(90));

    // When
    on(new InstanceEvent.Stalled(Optional.of(P0), "in a call", ofSeconds(60), progress()));
    on(new InstanceEvent.Stalled(Optional.empty(), "reading", ofSeconds(30), progress()));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.STALLED);
    assertThat(partition().stall())
        .contains(new StallStatus("in a call", SteppedClock.START.plusSeconds(30)));
    assertThat(snapshot().sourceStall())
        .contains(new StallStatus("reading", SteppedClock.START.plusSeconds(60)));

    // When
    on(new InstanceEvent.StallEnded(Optional.of(P0)));
    on(new InstanceEvent.StallEnded(Optional.empty()));

    // Then
    assertThat(partition().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(snapshot().sourceStall()).isEmpty();
  }

  @Test
  void aCommitThatFailsShowsUntilOneIsDurable() {
    on(new InstanceEvent.CommitFailed(Set.of(P0), "timed out"));
    clock.advance(ofSeconds(1));
    on(new InstanceEvent.CommitFailed(Set.of(P0), "timed out again"));
    assertThat(partition().commitProblem())
        .contains(new ProblemStatus("timed out again", SteppedClock.START));
    assertThat(partition().needsAttention()).isTrue();

    on(new PartitionEvent.Committed(P0, new CommitPosition(8), Optional.empty()));

    assertThat(partition().commitProblem()).isEmpty();
  }

  @Test
  void aProblemThatOnlyTheMonitorKnowsIsShownUnlessReadsFailThemselves() {
    SourceProblem seen =
        new SourceProblem(SourceProblem.Kind.TOPIC_MISSING, "there is no topic", clock.now());
    StatedMonitor monitor = new StatedMonitor();
    monitor.state(new SourceState(true, Optional.empty(), true, Optional.of(seen)));
    StatusSnapshot well = status.snapshot(monitor);
    on(new InstanceEvent.SourceFailed("not authorised"));
    StatusSnapshot failing = status.snapshot(monitor);

    assertThat(well.sourceProblem()).hasValue(new ProblemStatus("there is no topic", seen.since()));
    assertThat(well.needsAttention()).isTrue();
    assertThat(failing.sourceProblem()).hasValue(new ProblemStatus("not authorised", clock.now()));
  }

  @Test
  void recordsThatAnOpenTransactionHidesCountAsLagAndAreSaidToBeHidden() {
    StatedMonitor monitor = new StatedMonitor();
    backlog = at(LaneStage.IDLE, 10);
    Instant since = clock.now();
    monitor.report(P0, StatedMonitor.hiddenSince(StatedMonitor.offsets(10, 10, 14), since));

    clock.advance(ofSeconds(59));
    PartitionStatus soon = status.snapshot(monitor).partitions().get(0);
    clock.advance(ofSeconds(1));
    PartitionStatus late = status.snapshot(monitor).partitions().get(0);

    assertThat(soon.condition()).isEqualTo(PartitionCondition.WAITING_FOR_TRANSACTION);
    assertThat(soon.lag()).hasValue(4L);
    assertThat(soon.needsAttention()).isFalse();
    assertThat(late.transaction()).hasValue(new OpenTransactionStatus(4, since, true));
    assertThat(late.needsAttention()).isTrue();
  }

  @Test
  void offsetsAreKnownWithoutTheLockAndUnknownWhileBrokersDoNotAnswer() {
    StatedMonitor monitor = new StatedMonitor();
    backlog =
        new Backlog(
            LaneStage.FENCING, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());
    monitor.report(P0, StatedMonitor.offsets(7, 9, 9));
    PartitionStatus known = status.snapshot(monitor).partitions().get(0);
    monitor.disconnect();
    PartitionStatus unknown = status.snapshot(monitor).partitions().get(0);

    assertThat(known.committed()).hasValue(new CommitPosition(7));
    assertThat(known.lag()).hasValue(2L);
    assertThat(unknown.end()).isEmpty();
    assertThat(unknown.lag()).isEmpty();
    assertThat(unknown.oldestRemoval()).isEmpty();
  }

  @Test
  void aSourceThatCannotBeReadShowsUntilTwoRoundsWereGood() {
    assertThat(snapshot().sincePolled()).isEmpty();
    on(new InstanceEvent.SourceFailed("no connection"));
    clock.advance(ofSeconds(1));
    on(new InstanceEvent.Polled(0));
    on(new InstanceEvent.SourceFailed("no position"));
    on(new InstanceEvent.Polled(0));
    assertThat(snapshot().sourceProblem())
        .contains(new ProblemStatus("no position", SteppedClock.START));
    assertThat(snapshot().needsAttention()).isTrue();

    on(new InstanceEvent.Polled(0));
    clock.advance(ofSeconds(3));

    assertThat(snapshot().sourceProblem()).isEmpty();
    assertThat(snapshot().sincePolled()).contains(ofSeconds(3));
    assertThat(snapshot().needsAttention()).isFalse();
  }

  @Test
  void whatWentIsForgottenAndWhatIsReportedOfItLateIsPassedOver() {
    on(new InstanceEvent.Assigned(Set.of(P1)));
    on(new InstanceEvent.Revoked(Set.of(P0)));
    on(new InstanceEvent.Lost(Set.of(P1)));

    on(retrying(7, DOWN, 1));

    assertThat(snapshot().partitions()).isEmpty();
  }

  @Test
  void agesAreRightWhateverTheTimeOfDayDoes() {
    on(new PartitionEvent.FenceAcquired(P0, 1, ofSeconds(1)));
    on(applied(record(7)));
    on(new InstanceEvent.Polled(1));
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
    on(new InstanceEvent.Polled(1));
    on(new RecordEvent.Started(record(7)));
    on(applied(record(7)));
    on(new PartitionEvent.Committed(P0, new CommitPosition(8), Optional.empty()));
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
}
