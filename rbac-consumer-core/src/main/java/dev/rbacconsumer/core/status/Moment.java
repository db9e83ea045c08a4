package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Time of an occurrence on both clocks: the time of day is shown, and the monotonic time gives the
 * age.
 *
 * @param at the time of day
 * @param nanos the monotonic time
 */
public record Moment(Instant at, long nanos) {
  /** Returns the current moment. */
  public static Moment now(Clock clock) {
    return new Moment(clock.now(), clock.nanoTime());
  }

  /**
   * Returns the time between two readings of the monotonic clock, at least zero: another thread may
   * have read the clock earlier than this moment was stored.
   */
  public static Duration between(long nanos, long now) {
    return Duration.ofNanos(Math.max(0, now - nanos));
  }

  /** Returns the time from this moment to a later reading of the monotonic clock, at least zero. */
  public Duration age(long now) {
    return between(nanos, now);
  }
}
