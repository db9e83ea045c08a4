package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.text.SafeText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Logs defects with their stack traces: of a port at most once a minute for each partition and kind
 * of error, of a lane always. Thread-safe.
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

  /** Returns whether the event was of this kind. */
  boolean on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.PortFailed it) {
      if (isDue(new Kind(it.partition(), it.port(), it.thrown().getClass()))) {
        log.error(
            "Unexpected error in the {} ({}): {}",
            it.port(),
            place(it.partition(), it.record()),
            SafeText.sentence(it.thrown().toString()),
            it.thrown());
      }
    } else if (event instanceof DeliveryEvent.LaneFailed it) {
      log.error(
          "The lane has ended because of an unexpected error ({}): {}",
          place(it.partition(), it.record()),
          SafeText.sentence(it.thrown().toString()),
          it.thrown());
    } else {
      return false;
    }
    return true;
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

  private static String place(PartitionId partition, Optional<SourceRecord> record) {
    return record.map(LogFields::of).orElseGet(() -> "partition: " + partition);
  }

  /** Errors that share their lines. */
  private record Kind(PartitionId partition, String port, Class<?> type) {}
}
