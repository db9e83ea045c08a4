package dev.rbacconsumer.core.port;

import java.time.Instant;

/**
 * The time, in both its kinds. Safe to use from several threads.
 *
 * <p>Waits and durations are measured on {@link #nanoTime}, which never jumps; {@link #now} is for
 * what a person or another system reads.
 */
public interface Clock {
  /** The time of day. May jump in either direction. */
  Instant now();

  /** Nanoseconds since an arbitrary origin; never goes back. */
  long nanoTime();
}
