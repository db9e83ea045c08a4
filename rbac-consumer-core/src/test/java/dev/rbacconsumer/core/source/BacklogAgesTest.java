package dev.rbacconsumer.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ages of unapplied records: exact, a bound that is said to be one, or unknown. */
final class BacklogAgesTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Duration ZERO = Duration.ZERO;

  private final StatedMonitor monitor = new StatedMonitor();

  @Test
  void aRemovalInHandHasItsExactAge() {
    monitor.report(P0, StatedMonitor.offsets(5, 90, 90));

    assertThat(ages(inHand(seconds(60), seconds(20), seconds(10), 9)))
        .isEqualTo(new BacklogAges(Optional.of(seconds(60)), Optional.of(seconds(20)), false));
  }

  @Test
  void aBacklogOfAdditionsHasNoRemovalIfNothingIsBehindIt() {
    monitor.report(P0, StatedMonitor.offsets(5, 9, 9));

    assertThat(ages(inHand(seconds(60), ZERO, seconds(10), 9)))
        .isEqualTo(new BacklogAges(Optional.of(seconds(60)), Optional.of(ZERO), false));
  }

  @Test
  void behindABacklogOfAdditionsTheAgeIsABound() {
    monitor.report(P0, StatedMonitor.offsets(5, 10, 10));

    assertThat(ages(inHand(seconds(60), ZERO, seconds(10), 9)))
        .isEqualTo(new BacklogAges(Optional.of(seconds(60)), Optional.of(seconds(10)), true));
  }

  @Test
  void withoutTheLockTheFirstUnreadRecordsCount() {
    monitor.report(
        P0,
        StatedMonitor.head(
            StatedMonitor.offsets(5, 9, 9), 400_000, OptionalLong.of(700_000), false));

    assertThat(ages(notPositioned()))
        .isEqualTo(new BacklogAges(Optional.of(seconds(600)), Optional.of(seconds(300)), false));
  }

  @Test
  void withoutTheLockNothingIsOldWhereAllIsCommitted() {
    monitor.report(P0, StatedMonitor.offsets(9, 9, 12));

    assertThat(ages(notPositioned()))
        .isEqualTo(new BacklogAges(Optional.of(ZERO), Optional.of(ZERO), false));
  }

  @Test
  void nothingIsKnownOfRecordsThatATransactionHides() {
    monitor.report(P0, hiding(StatedMonitor.offsets(9, 9, 12)));

    assertThat(ages(notPositioned())).isEqualTo(unknown());
    assertThat(ages(inHand(ZERO, ZERO, null, 9))).isEqualTo(unknown());
  }

  @Test
  void recordsBeforeATransactionHaveTheirAges() {
    monitor.report(P0, hiding(StatedMonitor.offsets(5, 9, 12)));

    assertThat(ages(inHand(seconds(60), seconds(20), seconds(10), 9)))
        .isEqualTo(new BacklogAges(Optional.of(seconds(60)), Optional.of(seconds(20)), false));
  }

  private static PartitionReport hiding(PartitionReport report) {
    return StatedMonitor.hiddenSince(report, NOW.minusSeconds(60));
  }

  @Test
  void withoutTheLockTheAgeIsUnknownUntilTheFirstRecordsWereRead() {
    monitor.report(P0, StatedMonitor.offsets(5, 9, 9));

    assertThat(ages(notPositioned())).isEqualTo(unknown());
  }

  @Test
  void whileBrokersDoNotAnswerNothingInHandDoesNotMeanThatNothingIsLeft() {
    monitor.disconnect();

    assertThat(ages(inHand(ZERO, ZERO, null, 9))).isEqualTo(unknown());
    assertThat(ages(notPositioned())).isEqualTo(unknown());
  }

  @Test
  void aHeadCountsOnlyUntilTheGroupHasCommittedFurther() {
    PartitionReport report =
        StatedMonitor.head(
            StatedMonitor.offsets(5, 9, 9), 400_000, OptionalLong.of(700_000), false);
    monitor.report(
        P0,
        new PartitionReport(
            Optional.of(new CommitPosition(6)),
            report.begin(),
            report.readable(),
            report.end(),
            Optional.empty(),
            report.head()));

    assertThat(ages(notPositioned())).isEqualTo(unknown());
  }

  @Test
  void whileOffsetsAreUnknownTheAgeOfARemovalBehindAdditionsIsABound() {
    assertThat(ages(inHand(seconds(60), ZERO, seconds(10), 9)))
        .isEqualTo(new BacklogAges(Optional.of(seconds(60)), Optional.of(seconds(10)), true));
  }

  @Test
  void whileOffsetsAreUnknownNothingInHandDoesNotMeanThatNothingIsLeft() {
    assertThat(ages(inHand(ZERO, ZERO, null, 9))).isEqualTo(unknown());
  }

  @Test
  void aSourceThatReportsNothingHasWhatIsInHand() {
    assertThat(BacklogAges.of(P0, inHand(ZERO, ZERO, null, 9), SourceMonitor.none(), NOW))
        .isEqualTo(new BacklogAges(Optional.of(ZERO), Optional.of(ZERO), false));
  }

  @Test
  void aPartitionThatIsPausedWithNothingInHandHasTheAgesOfItsHead() {
    monitor.report(
        P0,
        StatedMonitor.head(
            StatedMonitor.offsets(5, 9, 9), 400_000, OptionalLong.of(700_000), false));

    assertThat(ages(inHand(ZERO, ZERO, null, 5)).oldestRemoval()).hasValue(seconds(300));
  }

  @Test
  void whileBrokersDoNotAnswerRecordsInHandStillAge() {
    monitor.disconnect();

    assertThat(ages(inHand(seconds(60), seconds(20), seconds(10), 9)).oldestRemoval())
        .hasValue(seconds(20));
  }

  private BacklogAges ages(Backlog backlog) {
    return BacklogAges.of(P0, backlog, monitor, NOW);
  }

  private static BacklogAges unknown() {
    return new BacklogAges(Optional.empty(), Optional.empty(), false);
  }

  private static Backlog notPositioned() {
    return new Backlog(
        LaneStage.FENCING, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());
  }

  private static Backlog inHand(
      Duration oldest, Duration removal, @Nullable Duration newest, long readTo) {
    return new Backlog(
        LaneStage.RUNNING,
        Optional.of(new CommitPosition(5)),
        3,
        30,
        10,
        Optional.of(oldest),
        Optional.of(removal),
        OptionalLong.empty(),
        Optional.ofNullable(newest),
        Optional.of(new CommitPosition(readTo)),
        1);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
