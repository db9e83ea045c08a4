package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * Logs repeated events in bursts, since a connector repeats many at once: one line for each
 * partition and interval. Thread-safe.
 */
final class RepeatedEventBurst {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Logger log;
  private final Clock clock;
  private final Map<PartitionId, Held> held = new TreeMap<>();

  RepeatedEventBurst(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  synchronized void add(SourceRecord record) {
    long offset = record.offset().value();
    Held before = held.get(record.partition());
    held.put(
        record.partition(),
        before == null
            ? new Held(offset, offset, 1, clock.nanoTime() + INTERVAL.toNanos())
            : new Held(before.first, offset, before.count + 1, before.due));
  }

  synchronized void flushIfDue() {
    long now = clock.nanoTime();
    held.entrySet()
        .removeIf(
            entry -> {
              boolean isDue = now - entry.getValue().due >= 0;
              if (isDue) {
                write(entry.getKey(), entry.getValue());
              }
              return isDue;
            });
  }

  synchronized void flush() {
    held.forEach(this::write);
    held.clear();
  }

  private void write(PartitionId partition, Held burst) {
    log.warn(
        "{} repeated event(s) passed over (partition: {}, offsets: {} to {}): the connector emitted"
            + " them again",
        burst.count,
        partition,
        burst.first,
        burst.last);
  }

  /** Repeated events of one partition that are not logged yet. */
  private record Held(long first, long last, int count, long due) {}
}
