package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which failed attempts at a blocked partition are logged: the 1st, 2nd, 4th, 8th and so
 * on, and any other attempt if the last line is at least a minute old.
 */
final class RepeatThrottle {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<PartitionId, Long> lastLine = new ConcurrentHashMap<>();

  RepeatThrottle(Clock clock) {
    this.clock = clock;
  }

  boolean isWorthALine(PartitionId partition, int attempt) {
    long now = clock.nanoTime();
    Long last = lastLine.get(partition);
    boolean due = last == null || now - last >= INTERVAL.toNanos();
    if (Integer.bitCount(attempt) != 1 && !due) {
      return false;
    }
    lastLine.put(partition, now);
    return true;
  }

  void forget(PartitionId partition) {
    lastLine.remove(partition);
  }
}
