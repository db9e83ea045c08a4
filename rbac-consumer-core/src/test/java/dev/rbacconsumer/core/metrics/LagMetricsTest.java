package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.source.SourceMonitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LagMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final SourceRecord RECORD =
      new SourceRecord(P0, new Offset(7), -1, null, null, List.of());

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<PartitionId, OptionalLong> ends = new HashMap<>();
  private final DeliveryMetrics metrics =
      new DeliveryMetrics(
          registry,
          SourceMonitor.ofEnds(partition -> ends.getOrDefault(partition, OptionalLong.empty())),
          new TestClock());

  @Test
  void lagIsWhatLiesBetweenTheCommitAndTheEnd() {
    // Given
    on(new InstanceEvent.Assigned(Set.of(P0, P1)));
    on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    assertThat(lag(P0)).as("end unknown").isNull();
    ends.put(P0, OptionalLong.of(12));
    assertThat(lag(P0)).isEqualTo(7);
    assertThat(lag(P1)).isNull();

    // When
    on(new PartitionEvent.Committed(P0, new CommitPosition(9), Optional.empty()));

    // Then
    assertThat(lag(P0)).isEqualTo(3);
  }

  @Test
  void lagOfAGroupThatIsNewBeginsWithItsFirstRecord() {
    // Given
    ends.put(P0, OptionalLong.of(12));
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.Positioned(P0, Optional.empty()));
    assertThat(lag(P0)).isNull();

    // When
    on(new RecordEvent.Started(RECORD));

    // Then
    assertThat(lag(P0)).isEqualTo(5);
  }

  @Test
  void recordThatIsStartedDoesNotMoveTheLag() {
    // Given
    ends.put(P0, OptionalLong.of(12));
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(2))));

    // When
    on(new RecordEvent.Started(RECORD));

    // Then
    assertThat(lag(P0)).isEqualTo(10);
  }

  @Test
  void commitBeyondTheEndThatWasLastSeenLeavesNoLag() {
    // Given
    ends.put(P0, OptionalLong.of(12));
    on(new InstanceEvent.Assigned(Set.of(P0)));

    // When
    on(new PartitionEvent.Committed(P0, new CommitPosition(13), Optional.empty()));

    // Then
    assertThat(lag(P0)).isZero();
  }

  private void on(DeliveryEvent event) {
    metrics.on(event);
  }

  private @Nullable Long lag(PartitionId partition) {
    String name = MetricFamily.LAG.with("outbox", "" + partition.number()).encoded();
    Gauge<?> gauge = registry.getGauges().get(name);
    assertThat(gauge).as(name).isNotNull();
    return (Long) gauge.getValue();
  }
}
