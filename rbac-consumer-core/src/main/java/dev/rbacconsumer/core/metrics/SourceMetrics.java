package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.source.SourceState;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registers the gauges of what the source reports apart from records: the connection, the
 * membership, and open transactions. Thread-safe.
 */
final class SourceMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Instruments instruments;
  private final SourceMonitor monitor;
  private final Clock clock;
  private final long startedAt;

  SourceMetrics(Instruments instruments, SourceMonitor monitor, Clock clock) {
    this.instruments = instruments;
    this.monitor = monitor;
    this.clock = clock;
    this.startedAt = clock.nanoTime();
    instruments.gauge(MetricFamily.CONNECTED, () -> monitor.state().isConnected() ? 1 : 0);
    instruments.gauge(MetricFamily.GROUP_MEMBER, () -> monitor.state().isMember() ? 1 : 0);
    instruments.gauge(MetricFamily.SINCE_BROKERS_ANSWERED, this::sinceAnswered);
  }

  void assigned(Set<PartitionId> partitions) {
    for (PartitionId partition : partitions) {
      gauge(MetricFamily.OPEN_TRANSACTION_RECORDS, partition, PartitionReport::hidden);
      gauge(MetricFamily.OPEN_TRANSACTION_SECONDS, partition, this::sinceHidden);
    }
  }

  private void gauge(
      MetricFamily family, PartitionId partition, Function<PartitionReport, Number> value) {
    instruments.gauge(
        family,
        () -> reported(partition, value),
        partition.topic(),
        Integer.toString(partition.number()));
  }

  private @Nullable Number reported(
      PartitionId partition, Function<PartitionReport, Number> value) {
    return monitor.partition(partition).map(value).orElse(null);
  }

  private Number sinceHidden(PartitionReport report) {
    return report.hiddenSince().map(since -> seconds(since, clock.now())).orElse(0.0);
  }

  private Number sinceAnswered() {
    SourceState state = monitor.state();
    Duration since = state.sinceAnswered().orElse(Duration.ofNanos(clock.nanoTime() - startedAt));
    return since.toNanos() / NANOS_PER_SECOND;
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / NANOS_PER_SECOND);
  }
}
