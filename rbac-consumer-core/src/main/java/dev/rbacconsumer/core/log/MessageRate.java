package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Whether messages come so fast that a few lines for each would drown the rest. It is so from the
 * message on that is one too many within a second, until a second had no more than may be. Counted
 * over all partitions. Thread-safe.
 */
final class MessageRate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Clock clock;
  private final OptionalInt most;
  private long begin;
  private int count;
  private boolean fast;

  /**
   * @param most messages within a second that have lines of their own, at least 1; empty for any
   *     number
   */
  MessageRate(Clock clock, OptionalInt most) {
    this.clock = clock;
    this.most = most;
    this.begin = clock.nanoTime();
  }

  /** The turn of one more message has come. */
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

  /** Whether it is so now. */
  synchronized boolean isTooFast() {
    return fast && isFollowedAtOnce(clock.nanoTime());
  }

  /** Otherwise there was a second without any message. */
  private boolean isFollowedAtOnce(long now) {
    return now - begin < 2 * SECOND;
  }
}
