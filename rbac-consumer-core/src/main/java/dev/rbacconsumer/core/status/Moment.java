package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When something happened, by both clocks: one is shown, the other says how long ago it was.
 *
 * @param at the time of day
 * @param nanos the monotonic time
 */
public record Moment(Instant at, long nanos) {
  public static Moment now(Clock clock) {
    return new Moment(clock.now(), clock.nanoTime());
  }

  /** Another thread may have read the clock before this moment was written down. */
  public static Duration between(long nanos, long now) {
    return Duration.ofNanos(Math.max(0, now - nanos));
  }

  public Duration age(long now) {
    return between(nanos, now);
  }
}
