package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceState;
import dev.rbacconsumer.core.source.StatedMonitor;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gauges of what Kafka reports: known without the lock, and absent while unknown. */
final class SourceMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final MetricRegistry registry = new MetricRegistry();
  private final TestClock clock = new TestClock();
  private final StatedMonitor monitor = new StatedMonitor();
  private final DeliveryMetrics metrics =
      new DeliveryMetrics(registry, monitor, clock, DeliveryMode.DELIVER);

  @Test
  void lagIsKnownBeforeTheLockIsHeldAndCountsToWhereWritingEnds() {
    assign();
    monitor.report(P0, StatedMonitor.offsets(5, 9, 12));

    assertThat(value(MetricFamily.LAG.with("outbox", "0"))).isEqualTo(7.0);
    assertThat(value(MetricFamily.OPEN_TRANSACTION_RECORDS.with("outbox", "0"))).isEqualTo(3.0);
  }

  @Test
  void anOpenTransactionHasATimeSinceItHidesRecords() {
    assign();
    monitor.report(
        P0,
        StatedMonitor.hiddenSince(
            StatedMonitor.offsets(5, 9, 12), clock.now().minus(Duration.ofSeconds(90))));

    assertThat(value(MetricFamily.OPEN_TRANSACTION_SECONDS.with("outbox", "0"))).isEqualTo(90.0);
  }

  @Test
  void agesAreKnownBeforeTheLockIsHeld() {
    assign();
    long now = clock.now().toEpochMilli();
    monitor.report(
        P0,
        StatedMonitor.head(
            StatedMonitor.offsets(5, 9, 9), now - 50_000, OptionalLong.of(now - 20_000), true));

    assertThat(value(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0"))).isEqualTo(50.0);
    assertThat(value(MetricFamily.OLDEST_REMOVAL.with("outbox", "0"))).isEqualTo(20.0);
    assertThat(value(MetricFamily.OLDEST_REMOVAL_IS_BOUND.with("outbox", "0"))).isEqualTo(1.0);
  }

  @Test
  void whileKafkaDoesNotAnswerNothingIsKnownOfPartitions() {
    assign();
    monitor.report(P0, StatedMonitor.offsets(5, 9, 12));
    monitor.disconnect();

    assertThat(value(MetricFamily.CONNECTED.with())).isZero();
    assertThat(value(MetricFamily.GROUP_MEMBER.with())).isZero();
    assertThat(value(MetricFamily.SINCE_BROKERS_ANSWERED.with())).isEqualTo(40.0);
    assertThat(value(MetricFamily.LAG.with("outbox", "0"))).isNull();
    assertThat(value(MetricFamily.OLDEST_REMOVAL.with("outbox", "0"))).isNull();
    assertThat(value(MetricFamily.OPEN_TRANSACTION_RECORDS.with("outbox", "0"))).isNull();
  }

  @Test
  void beforeTheFirstAnswerItsAgeIsThatOfTheInstance() {
    monitor.state(new SourceState(false, Optional.empty(), false, Optional.empty()));
    clock.advance(Duration.ofSeconds(7));

    assertThat(value(MetricFamily.SINCE_BROKERS_ANSWERED.with())).isEqualTo(7.0);
  }

  private void assign() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0)));
    metrics.on(
        new PartitionEvent.LaneBegun(
            P0,
            () ->
                new Backlog(
                    LaneStage.FENCING,
                    Optional.empty(),
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty())));
  }

  private @Nullable Double value(MetricName name) {
    Object value = ((Gauge<?>) registry.getMetrics().get(name.encoded())).getValue();
    return value == null ? null : ((Number) value).doubleValue();
  }
}
