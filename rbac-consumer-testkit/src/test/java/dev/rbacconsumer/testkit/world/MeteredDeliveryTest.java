package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
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
    world.observe(new DeliveryMetrics(registry, world.time()));
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
    assertThat(count(MetricFamily.COMMITS.with("success"))).isEqualTo(4);
    assertThat(count(MetricFamily.LOCK_ACQUISITION.with("success", "startup"))).isEqualTo(1);
    assertThat(histogram(MetricFamily.RETRY_DURATION.with("unavailable")).sum()).isEqualTo(3);
  }

  @Test
  void ageOfWhatIsBlockedGrowsAndEndsWithTheBlock() {
    // Given
    world.observe(new DeliveryMetrics(registry, world.time()));
    sink.answer("ann", ScriptedSink.UNAVAILABLE, ScriptedSink.UNAVAILABLE);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().append(P0, ScriptedSink.value("bob"));
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
    double before = gauge(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0"));
    assertThat(gauge(MetricFamily.BLOCKED_BY.with("outbox", "0", "transient"))).isEqualTo(1);
    assertThat(gauge(MetricFamily.BLOCKED_BY.with("outbox", "0", "lock"))).isZero();
    assertThat(gauge(MetricFamily.QUEUE_RECORDS.with("outbox", "0"))).isEqualTo(1);

    // When
    world.runFor(Duration.ofMillis(500));

    // Then
    assertThat(gauge(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0")))
        .isEqualTo(before + 0.5)
        .isGreaterThan(1);

    // When
    world.runFor(ofSeconds(8));

    // Then
    assertThat(gauge(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0"))).isZero();
    assertThat(gauge(MetricFamily.OLDEST_REMOVAL.with("outbox", "0"))).isZero();
    assertThat(gauge(MetricFamily.QUEUE_RECORDS.with("outbox", "0"))).isZero();
    assertThat(gauge(MetricFamily.BLOCKED_BY.with("outbox", "0", "transient"))).isZero();
    assertThat(gauge(MetricFamily.SINCE_APPLY.with("outbox", "0"))).isBetween(1.0, 9.0);
    assertThat(gauge(MetricFamily.SINCE_POLL.with())).isLessThanOrEqualTo(1);
    assertThat(histogram(MetricFamily.BATCH_MESSAGES.with()).count()).isEqualTo(2);
  }

  private double gauge(MetricName name) {
    return ((Number) registry.getGauges().get(name.encoded()).getValue()).doubleValue();
  }

  private long count(MetricName name) {
    return registry.getCounters().get(name.encoded()).getCount();
  }

  private BucketHistogram.Snapshot histogram(MetricName name) {
    return ((BucketHistogram) registry.getMetrics().get(name.encoded())).snapshot();
  }
}
