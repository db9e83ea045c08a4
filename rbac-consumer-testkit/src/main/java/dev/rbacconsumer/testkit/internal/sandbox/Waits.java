package dev.rbacconsumer.testkit.internal.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for states of other processes that send no notifications. */
final class Waits {
  /** Longest wait for a part of the sandbox. Far above the usual time, even on a busy machine. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Waits() {}

  /** Polls a condition; returns whether it was met in time. */
  static boolean until(BooleanSupplier met) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!met.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return true;
  }
}
