package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that stands still until it is told to move. The time of day and the monotonic time move
 * together with {@link #advance}; {@link #jumpTimeOfDay} moves the first alone, as an operator or a
 * time server does. Thread-safe.
 *
 * <p>The monotonic time starts below zero and nowhere near the time of day, so that code which
 * mistakes one for the other, or expects it to be positive, is found out.
 */
public final class ManualClock implements Clock {
  /** The time of day at which a clock starts unless told otherwise. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long NANO_ORIGIN = -Duration.ofHours(1).toNanos();

  private Instant now;
  private long elapsedNanos;

  /** A clock that shows {@link #DEFAULT_START}. */
  public ManualClock() {
    this(DEFAULT_START);
  }

  /** A clock that shows the given time of day. */
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

  /** How far this clock has been advanced; jumps do not count. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /**
   * Lets time pass.
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
   * Sets the time of day forward or back while no time passes.
   *
   * @param by below zero to go back
   */
  public synchronized void jumpTimeOfDay(Duration by) {
    now = now.plus(by);
  }
}
