package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which failed attempts of a partition are logged: the 1st, 2nd, 4th, 8th and so on, each
 * one with another reason than the last line, and any other if that line is at least a minute old.
 */
final class RepeatThrottle {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<PartitionId, Line> lastLines = new ConcurrentHashMap<>();

  RepeatThrottle(Clock clock) {
    this.clock = clock;
  }

  boolean isWorthALine(PartitionId partition, int attempt, String reason) {
    long now = clock.nanoTime();
    Line last = lastLines.get(partition);
    boolean due =
        last == null || !last.reason.equals(reason) || now - last.at >= INTERVAL.toNanos();
    if (Integer.bitCount(attempt) != 1 && !due) {
      return false;
    }
    lastLines.put(partition, new Line(now, reason));
    return true;
  }

  void forget(PartitionId partition) {
    lastLines.remove(partition);
  }

  /** The last line of a partition, at a time of the monotonic clock. */
  private record Line(long at, String reason) {}
}
