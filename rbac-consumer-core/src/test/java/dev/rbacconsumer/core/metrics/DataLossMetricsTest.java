package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataLossMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Optional<CommitPosition> COMMITTED = Optional.of(new CommitPosition(4));
  private static final CommitPosition BEGIN = new CommitPosition(9);
  private static final CommitPosition END = new CommitPosition(12);
  private static final DataLoss DELETED =
      new DataLoss(DataLoss.Kind.BELOW_START, COMMITTED, BEGIN, END);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @BeforeEach
  void assign() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0)));
  }

  @Test
  void aLossThatBlocksIsCountedOnceAndShownUntilThereIsAPosition() {
    assertThat(blocked()).isEqualTo(0);
    metrics.on(new PartitionEvent.DataLossBlocks(P0, DELETED, 1, Duration.ofSeconds(1)));
    metrics.on(new PartitionEvent.DataLossBlocks(P0, DELETED, 2, Duration.ofSeconds(2)));
    assertThat(blocked()).isEqualTo(1);

    metrics.on(new PartitionEvent.Positioned(P0, COMMITTED));

    assertThat(blocked()).isEqualTo(0);
    assertThat(count(MetricFamily.DATA_LOSS.with("below_start"))).isEqualTo(1);
    assertThat(count(MetricFamily.DATA_LOSS_OFFSETS.with())).isEqualTo(5);
  }

  @Test
  void aLossThatIsPassedOverIsCountedAndItsOffsetsWhereTheyAreKnown() {
    DataLoss recreated = new DataLoss(DataLoss.Kind.RECREATED, COMMITTED, BEGIN, END);

    metrics.on(new PartitionEvent.DataLossPassed(P0, recreated, BEGIN));

    assertThat(blocked()).isEqualTo(0);
    assertThat(count(MetricFamily.DATA_LOSS.with("recreated"))).isEqualTo(1);
    assertThat(count(MetricFamily.DATA_LOSS.with("beyond_end"))).isZero();
    assertThat(count(MetricFamily.DATA_LOSS_OFFSETS.with())).isZero();
  }

  private long count(MetricName name) {
    return registry.counter(name.encoded()).getCount();
  }

  private Object blocked() {
    Gauge<?> gauge =
        registry.getGauges().get(MetricFamily.DATA_LOSS_BLOCKED.with("outbox", "0").encoded());
    assertThat(gauge).isNotNull();
    return gauge.getValue();
  }
}
