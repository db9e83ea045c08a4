package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Clock that does not move by itself. The time of day and the monotonic time move together with
 * {@link #advance}; {@link #jumpTimeOfDay} moves only the time of day, as an operator or a time
 * server does. Thread-safe.
 *
 * <p>The monotonic time starts below zero and far from the time of day, so that tests detect code
 * which confuses the two, or expects a positive time.
 */
public final class ManualClock implements Clock {
  /** Default for the initial time of day. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long NANO_ORIGIN = -Duration.ofHours(1).toNanos();

  private Instant now;
  private long elapsedNanos;

  /** Creates a clock that shows {@link #DEFAULT_START}. */
  public ManualClock() {
    this(DEFAULT_START);
  }

  /** Creates a clock that shows the given time of day. */
  public ManualClock(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return NANO_ORIGIN + elapsedNanos;
  }

  /** Returns the total advance of this clock, without jumps. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /**
   * Advances both times.
   *
   * @param by at least zero
   * @throws IllegalArgumentException for less than zero; see {@link #jumpTimeOfDay}
   */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("advance: want at least zero, got " + by);
    }
    elapsedNanos = Math.addExact(elapsedNanos, by.toNanos());
    now = now.plus(by);
  }

  /**
   * Moves the time of day forward or back, without the monotonic time.
   *
   * @param by below zero to go back
   */
  public synchronized void jumpTimeOfDay(Duration by) {
    now = now.plus(by);
  }
}
