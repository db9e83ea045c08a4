package dev.rbacconsumer.core.time;

import java.time.Instant;

/**
 * Supplies wall-clock time and monotonic time. Thread-safe.
 *
 * <p>Waits and durations are measured on {@link #nanoTime}, which never jumps; {@link #now} is for
 * values that people or other systems read.
 */
public interface Clock {
  /** Returns the time of day, which may jump in either direction. */
  Instant now();

  /** Returns nanoseconds since an arbitrary origin; the value never decreases. */
  long nanoTime();
}
