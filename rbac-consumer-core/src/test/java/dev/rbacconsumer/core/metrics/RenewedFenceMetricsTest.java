package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewedFenceMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final SourceRecord RECORD =
      new SourceRecord(P0, new Offset(7), -1, null, new byte[0], List.of());

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @Test
  void aFenceThatIsTakenAgainAfterAnUnansweredWriteIsCountedForThatReason() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0)));
    acquired();

    metrics.on(new RecordEvent.WriteInDoubt(RECORD));
    acquired();

    assertThat(counted("startup")).isEqualTo(1);
    assertThat(counted("write_in_doubt")).isEqualTo(1);
  }

  private void acquired() {
    metrics.on(new PartitionEvent.FenceAcquired(P0, 1, Duration.ofMillis(5)));
  }

  private long counted(String reason) {
    String name = MetricFamily.LOCK_ACQUISITION.with("success", reason).encoded();
    Counter counter = registry.getCounters().get(name);
    return counter == null ? 0 : counter.getCount();
  }
}
