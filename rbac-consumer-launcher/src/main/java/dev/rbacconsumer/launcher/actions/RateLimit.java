package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;

/** Limits how often something happens: a number at once, and then one per interval. Thread-safe. */
final class RateLimit {
  private final Clock clock;
  private final long interval;
  private final long most;

  /** Time up to which the permits are used, on the monotonic clock in nanoseconds. */
  private long usedTo;

  /**
   * @param burst number that is permitted at once, at least 1
   * @param interval time after which one more is permitted, above zero
   */
  RateLimit(Clock clock, int burst, Duration interval) {
    this.clock = clock;
    this.interval = interval.toNanos();
    this.most = burst * interval.toNanos();
    this.usedTo = clock.nanoTime() - most;
  }

  /** Takes a permit. Returns false if there is none. */
  synchronized boolean tryTake() {
    long now = clock.nanoTime();
    if (now - usedTo > most) {
      usedTo = now - most;
    }
    if (now - usedTo < interval) {
      return false;
    }
    usedTo += interval;
    return true;
  }
}
