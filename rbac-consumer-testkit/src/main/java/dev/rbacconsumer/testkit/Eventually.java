package dev.rbacconsumer.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for a state of another process that sends no notifications. For other states, {@link
 * EventProbe} is the better choice.
 */
public final class Eventually {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Polls a value until it meets a condition.
   *
   * @return the first value that fits
   * @throws AssertionError if no value fits in time; the message shows the last one
   */
  public static <T> T get(Supplier<T> look, Predicate<T> condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    T value = look.get();
    while (!condition.test(value)) {
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("want another value within " + atMost + ", got " + value);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      value = look.get();
    }
    return value;
  }
}
