package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @Test
  void commitsAreCountedPerPartition() {
    metrics.on(new PartitionEvent.Committed(P0, new CommitPosition(8), Optional.empty()));
    metrics.on(new InstanceEvent.CommitFailed(Set.of(P0, P1), "why"));

    assertThat(counted("success")).isEqualTo(1);
    assertThat(counted("failure")).isEqualTo(2);
  }

  private long counted(String status) {
    return registry.counter(MetricFamily.COMMITS.with(status).encoded()).getCount();
  }
}
