package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Detects that messages come too fast for single log lines: from the first message above the limit
 * within a second, until a second with no more messages than the limit. Counts the messages of all
 * partitions. Thread-safe.
 */
final class MessageRate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Clock clock;
  private final OptionalInt most;
  private long begin;
  private int count;
  private boolean fast;

  /**
   * @param most number of messages per second that have lines of their own, at least 1; empty for
   *     no limit
   */
  MessageRate(Clock clock, OptionalInt most) {
    this.clock = clock;
    this.most = most;
    this.begin = clock.nanoTime();
  }

  /** Counts one started message. */
  synchronized void count() {
    if (most.isEmpty()) {
      return;
    }
    long now = clock.nanoTime();
    if (now - begin >= SECOND) {
      fast = fast && isFollowedAtOnce(now) && count > most.getAsInt();
      begin = now;
      count = 0;
    }
    count++;
    fast |= count > most.getAsInt();
  }

  /** Returns whether messages come too fast now. */
  synchronized boolean isTooFast() {
    return fast && isFollowedAtOnce(clock.nanoTime());
  }

  /**
   * Returns whether this second follows the counted one directly; otherwise a second passed without
   * any message.
   */
  private boolean isFollowedAtOnce(long now) {
    return now - begin < 2 * SECOND;
  }
}
