package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.metrics.BucketHistogram;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.MetricFamily;
import dev.rbacconsumer.core.metrics.MetricName;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import org.junit.jupiter.api.Test;

/** What a whole instance counts, on virtual time. */
class MeteredDeliveryTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final MetricRegistry registry = new MetricRegistry();
  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryWorld world =
      new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0);

  @Test
  void retriedMessageIsOneSuccessThatTookAllItsWaits() {
    // Given
    world.observe(new DeliveryMetrics(registry));
    sink.answer("ann", ScriptedSink.UNAVAILABLE, ScriptedSink.UNAVAILABLE);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(2));

    // Then
    MetricName blocked = MetricFamily.BLOCKED.with("outbox", "0");
    assertThat(registry.getGauges().get(blocked.encoded()).getValue()).isEqualTo(1);

    // When
    world.runFor(ofSeconds(8));

    // Then
    assertThat(registry.getGauges().get(blocked.encoded()).getValue()).isEqualTo(0);
    assertThat(count(MetricFamily.MESSAGES_PROCESSED.with("relations", "success"))).isEqualTo(1);
    assertThat(count(MetricFamily.RETRY_ATTEMPTS.with("unavailable", "2"))).isEqualTo(1);
    assertThat(count(MetricFamily.COMMITS.with("success"))).isEqualTo(2);
    assertThat(count(MetricFamily.LOCK_ACQUISITION.with("success", "startup"))).isEqualTo(1);
    assertThat(histogram(MetricFamily.RETRY_DURATION.with("unavailable")).sum()).isEqualTo(3);
  }

  private long count(MetricName name) {
    return registry.getCounters().get(name.encoded()).getCount();
  }

  private BucketHistogram.Snapshot histogram(MetricName name) {
    return ((BucketHistogram) registry.getMetrics().get(name.encoded())).snapshot();
  }
}
