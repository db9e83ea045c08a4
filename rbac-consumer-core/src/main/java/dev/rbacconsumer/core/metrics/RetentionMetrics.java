package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.source.BacklogAges;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers the time until retention reaches the next record of each partition. Thread-safe. */
final class RetentionMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Instruments instruments;
  private final SourceMonitor monitor;
  private final Clock clock;
  private final Map<String, Duration> retentions = new ConcurrentHashMap<>();

  RetentionMetrics(Instruments instruments, SourceMonitor monitor, Clock clock) {
    this.instruments = instruments;
    this.monitor = monitor;
    this.clock = clock;
  }

  void settingsRead(String topic, Optional<TopicSettings> settings) {
    settings
        .flatMap(TopicSettings::retention)
        .ifPresentOrElse(
            retention -> retentions.put(topic, retention), () -> retentions.remove(topic));
  }

  void begun(PartitionId partition, Supplier<Backlog> backlog) {
    instruments.gauge(
        MetricFamily.RETENTION_LEFT,
        () -> left(partition, backlog.get()),
        partition.topic(),
        Integer.toString(partition.number()));
  }

  private @Nullable Number left(PartitionId partition, Backlog backlog) {
    Duration retention = retentions.get(partition.topic());
    if (retention == null) {
      return null;
    }
    Optional<Duration> age = BacklogAges.of(partition, backlog, monitor, clock.now()).oldest();
    return age.isEmpty() ? null : seconds(retention.minus(age.get()));
  }

  /** Returns the seconds of a duration of any length: retention may be millions of years. */
  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
  }
}
