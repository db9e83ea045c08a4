package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StallMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @Test
  void aStallIsShownWhileItDoes() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0, P1)));
    metrics.on(stalled(Optional.of(P0)));
    metrics.on(stalled(Optional.empty()));
    assertThat(gauge(MetricFamily.STALLED.with("outbox", "0"))).isEqualTo(1);
    assertThat(gauge(MetricFamily.STALLED.with("outbox", "1"))).isEqualTo(0);
    assertThat(gauge(MetricFamily.SOURCE_STALLED.with())).isEqualTo(1);

    metrics.on(new InstanceEvent.StallEnded(Optional.of(P0)));
    metrics.on(new InstanceEvent.StallEnded(Optional.empty()));

    assertThat(gauge(MetricFamily.STALLED.with("outbox", "0"))).isEqualTo(0);
    assertThat(gauge(MetricFamily.SOURCE_STALLED.with())).isEqualTo(0);
  }

  private Object gauge(MetricName name) {
    Gauge<?> gauge = registry.getGauges().get(name.encoded());
    assertThat(gauge).as(name.encoded()).isNotNull();
    return gauge.getValue();
  }

  private static DeliveryEvent stalled(Optional<PartitionId> partition) {
    return new InstanceEvent.Stalled(
        partition,
        "in a call",
        Duration.ofMinutes(1),
        new Progress(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }
}
