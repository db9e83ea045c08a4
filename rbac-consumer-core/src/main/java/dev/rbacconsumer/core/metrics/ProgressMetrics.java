package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.EventTypeLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.BacklogAges;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers the gauges of delay and progress. They are computed when they are read, since a stalled
 * thread reports no events. Thread-safe.
 */
final class ProgressMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Instruments instruments;
  private final SourceMonitor monitor;
  private final Clock clock;
  private final BucketHistogram batches;
  private final Map<String, BucketHistogram> latencies = new ConcurrentHashMap<>();
  private final Map<PartitionId, Moment> applied = new ConcurrentHashMap<>();
  private final Moment arrived;
  private volatile @Nullable Moment polled;

  ProgressMetrics(Instruments instruments, SourceMonitor monitor, Clock clock) {
    this.instruments = instruments;
    this.monitor = monitor;
    this.clock = clock;
    this.batches = instruments.histogram(MetricFamily.BATCH_MESSAGES);
    this.arrived = new Moment(clock);
    Instant start = clock.now();
    instruments.gauge(MetricFamily.START_TIME, () -> seconds(Instant.EPOCH, start));
    instruments.gauge(MetricFamily.SINCE_ARRIVAL, arrived::secondsAgo);
    instruments.gauge(MetricFamily.SINCE_POLL, this::sincePolled);
  }

  void changeApplied(int messages) {
    batches.observe(messages);
  }

  void polled(int records) {
    Moment last = polled;
    if (last == null) {
      polled = new Moment(clock);
    } else {
      last.isNow();
    }
    if (records > 0) {
      arrived.isNow();
    }
  }

  void applied(RecordEvent.Applied event) {
    Moment last = applied.get(event.record().partition());
    if (last != null) {
      last.isNow();
    }
    if (event.decoding() instanceof Decoding.Relations relations) {
      late(relations.event().metadata());
    }
  }

  /**
   * Records the latency, at least zero: a producer's clock that is ahead must not decrease the sum.
   * A creation time that was not in seconds is counted apart.
   */
  private void late(EventMetadata metadata) {
    Instant created = metadata.createdAt();
    if (created == null && !metadata.createdAtUnusable()) {
      return;
    }
    CreatedAtUnit unit = created == null ? CreatedAtUnit.UNKNOWN : CreatedAtUnit.of(created);
    if (created != null && unit == CreatedAtUnit.SECONDS) {
      latencies
          .computeIfAbsent(
              EventTypeLabel.of(metadata.eventType()),
              type -> instruments.histogram(MetricFamily.EVENT_LATENCY, type))
          .observe(Math.max(0, seconds(created, clock.now())));
    } else {
      instruments.count(1, MetricFamily.IMPLAUSIBLE_CREATED_AT, unit.label());
    }
  }

  void assigned(Set<PartitionId> partitions) {
    partitions.forEach(this::assigned);
  }

  private void assigned(PartitionId partition) {
    Moment moment = new Moment(clock);
    applied.put(partition, moment);
    gauge(MetricFamily.SINCE_APPLY, partition, moment::secondsAgo);
  }

  void begun(PartitionId partition, Supplier<Backlog> backlog) {
    gauge(MetricFamily.QUEUE_RECORDS, partition, () -> backlog.get().queuedRecords());
    gauge(MetricFamily.QUEUE_BYTES, partition, () -> backlog.get().queuedBytes());
    gauge(MetricFamily.WINDOW_LEFT, partition, () -> backlog.get().windowLeft());
    gauge(MetricFamily.BATCH_LIMIT, partition, () -> backlog.get().batchLimit());
    gauge(MetricFamily.REPLAY_LEFT, partition, () -> backlog.get().replayLeft().orElse(0));
    age(MetricFamily.OLDEST_UNAPPLIED, partition, backlog, BacklogAges::oldest);
    age(MetricFamily.OLDEST_REMOVAL, partition, backlog, BacklogAges::oldestRemoval);
    gauge(
        MetricFamily.OLDEST_REMOVAL_IS_BOUND,
        partition,
        () -> ages(partition, backlog).isBound() ? 1 : 0);
  }

  private void age(
      MetricFamily family,
      PartitionId partition,
      Supplier<Backlog> backlog,
      Function<BacklogAges, Optional<Duration>> age) {
    gauge(
        family,
        partition,
        () ->
            age.apply(ages(partition, backlog))
                .map(it -> it.toNanos() / NANOS_PER_SECOND)
                .orElse(null));
  }

  private BacklogAges ages(PartitionId partition, Supplier<Backlog> backlog) {
    return BacklogAges.of(partition, backlog.get(), monitor, clock.now());
  }

  private void gauge(
      MetricFamily family, PartitionId partition, Supplier<? extends @Nullable Number> value) {
    instruments.gauge(family, value, partition.topic(), Integer.toString(partition.number()));
  }

  void released(Set<PartitionId> partitions) {
    applied.keySet().removeAll(partitions);
  }

  private @Nullable Number sincePolled() {
    Moment last = polled;
    return last == null ? null : last.secondsAgo();
  }

  /** Returns the seconds between any two instants, however far apart. */
  private static double seconds(Instant from, Instant to) {
    return (to.getEpochSecond() - from.getEpochSecond())
        + (to.getNano() - from.getNano()) / NANOS_PER_SECOND;
  }

  /** Time of the latest occurrence of an event, on the monotonic clock. */
  private static final class Moment {
    private final Clock clock;
    private volatile long nanos;

    /** Creates a moment that is now. */
    Moment(Clock clock) {
      this.clock = clock;
      this.nanos = clock.nanoTime();
    }

    void isNow() {
      nanos = clock.nanoTime();
    }

    /**
     * Returns the seconds since this moment, at least zero: another thread may update it between
     * the two readings.
     */
    Number secondsAgo() {
      long then = nanos;
      return Math.max(0, clock.nanoTime() - then) / NANOS_PER_SECOND;
    }
  }
}
