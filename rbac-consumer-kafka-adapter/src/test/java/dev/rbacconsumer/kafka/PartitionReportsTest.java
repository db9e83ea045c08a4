package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.BacklogHead;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is known of a partition, for as long as it may count as known. */
class PartitionReportsTest {
  private static final TopicPartition T0 = new TopicPartition("outbox", 0);
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration OLDEST = Duration.ofSeconds(20);

  private final ManualClock clock = new ManualClock();
  private final PartitionReports reports = new PartitionReports(OLDEST, clock);

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    reports.read(T0, 7);

    assertThat(reports.of(P0)).isEmpty();
  }

  @Test
  void anAnswerIsKnownUntilItIsTooOld() {
    reports.observed(T0, Snapshots.committed(T0, 3, 1, 7, 9));

    clock.advance(OLDEST);
    PartitionReport report = reports.of(P0).orElseThrow();
    assertThat(report.committed()).hasValue(new CommitPosition(3));
    assertThat(report.lag(Optional.empty())).hasValue(6L);
    clock.advance(Duration.ofMillis(1));
    assertThat(reports.of(P0)).isEmpty();
  }

  @Test
  void aReadWithoutAnAnswerKeepsNoReportAlive() {
    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));
    clock.advance(OLDEST);
    reports.read(T0, 8);
    clock.advance(Duration.ofMillis(1));

    assertThat(reports.of(P0)).isEmpty();
  }

  @Test
  void aReadMovesTheReadableEndForward() {
    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));

    reports.read(T0, 12);
    reports.read(T0, 11);

    assertThat(reports.of(P0).orElseThrow().readable()).isEqualTo(new CommitPosition(12));
    assertThat(reports.of(P0).orElseThrow().end()).isEqualTo(new CommitPosition(12));
  }

  @Test
  void recordsAreHiddenSinceTheReadableEndDoesNotMove() {
    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));
    var since = clock.now();
    clock.advance(Duration.ofSeconds(5));
    reports.observed(T0, Snapshots.of(T0, 0, 7, 15));
    assertThat(reports.of(P0).orElseThrow().hiddenSince()).hasValue(since);
    assertThat(reports.of(P0).orElseThrow().hidden()).isEqualTo(8);

    clock.advance(Duration.ofSeconds(5));
    reports.observed(T0, Snapshots.of(T0, 0, 8, 15));
    assertThat(reports.of(P0).orElseThrow().hiddenSince()).hasValue(clock.now());

    reports.observed(T0, Snapshots.of(T0, 0, 15, 15));
    assertThat(reports.of(P0).orElseThrow().hiddenSince()).isEmpty();
  }

  @Test
  void theHeadStaysWithThePartition() {
    BacklogHead head = new BacklogHead(OptionalLong.of(1), OptionalLong.of(2), false);
    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));
    reports.head(T0, Optional.of(head));
    reports.observed(T0, Snapshots.of(T0, 0, 8, 9));

    assertThat(reports.of(P0).orElseThrow().head()).hasValue(head);
  }

  @Test
  void whatIsNotAssignedOrNotAnsweredIsForgotten() {
    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));
    reports.retain(Set.of());
    assertThat(reports.of(P0)).isEmpty();

    reports.observed(T0, Snapshots.of(T0, 0, 7, 9));
    reports.forget();
    assertThat(reports.of(P0)).isEmpty();
  }
}
