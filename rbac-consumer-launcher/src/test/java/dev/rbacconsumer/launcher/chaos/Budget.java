package dev.rbacconsumer.launcher.chaos;

import java.time.Duration;

/**
 * How long a scenario goes on: until it has struck so often, and until its time is over.
 *
 * @param atLeast blows, at least 1
 * @param time from the first blow on; may be zero
 */
record Budget(int atLeast, Duration time) {
  /** Whether there is another blow to strike. */
  boolean goesOn(int struck, long startedAt) {
    return struck < atLeast || System.nanoTime() - startedAt < time.toNanos();
  }
}
