package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Logs defects with their stack traces: those of a port at most once a minute for each partition
 * and kind of error, those of a lane always. Thread-safe.
 */
final class UnexpectedErrorLog {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Logger log;
  private final Clock clock;
  private final Map<Kind, Long> lastLine = new ConcurrentHashMap<>();

  UnexpectedErrorLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  void portFailed(PartitionEvent.PortFailed event) {
    if (isDue(new Kind(event.partition(), event.port(), event.thrown().getClass()))) {
      log.error(
          "Unexpected error in the {} ({}): {}",
          event.port(),
          LogFields.of(event),
          SafeText.sentence(event.thrown().toString()),
          event.thrown());
    }
  }

  void laneFailed(PartitionEvent.LaneFailed event) {
    log.error(
        "The lane has ended because of an unexpected error ({}): {}",
        LogFields.of(event),
        SafeText.sentence(event.thrown().toString()),
        event.thrown());
  }

  private boolean isDue(Kind kind) {
    long now = clock.nanoTime();
    Long last = lastLine.get(kind);
    if (last != null && now - last < INTERVAL.toNanos()) {
      return false;
    }
    lastLine.put(kind, now);
    return true;
  }

  /** Kind of errors, of which one is logged per interval. */
  private record Kind(PartitionId partition, String port, Class<?> type) {}
}
