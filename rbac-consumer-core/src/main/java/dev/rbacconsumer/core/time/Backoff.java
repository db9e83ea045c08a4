package dev.rbacconsumer.core.time;

import java.time.Duration;
import java.util.Objects;

/**
 * The lengths of the waits between attempts. They double from the first wait up to the cap, and a
 * random share is added to each, at the cap too: an endless retry stays at the cap, and many
 * instances must not try again in step.
 *
 * <p>Written as it reads: {@code Backoff.from(ofSeconds(1)).upTo(ofMinutes(5)).withJitter(0.2)}.
 */
public final class Backoff {
  private static final double DEFAULT_JITTER = 0.1;

  /** 1 s doubling to 5 min, plus up to 10 %. */
  public static final Backoff DEFAULT = from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(5));

  private final Duration first;
  private final Duration cap;
  private final double jitter;

  private Backoff(Duration first, Duration cap, double jitter) {
    if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff: want 0 < first <= cap, got first " + first + ", cap " + cap);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("backoff: want jitter from 0 to 1, got " + jitter);
    }
    this.first = first;
    this.cap = cap;
    this.jitter = jitter;
  }

  /**
   * Returns a backoff whose waits all have the same length, plus up to 10 %, until {@link #upTo}
   * sets a longer cap.
   *
   * @param first wait after the first failure, above zero
   * @throws IllegalArgumentException if it is zero or less
   */
  public static Backoff from(Duration first) {
    return new Backoff(first, first, DEFAULT_JITTER);
  }

  /**
   * Returns a copy whose waits double up to a cap.
   *
   * @param longest longest wait before jitter, at least the first wait
   * @throws IllegalArgumentException if it is shorter than the first wait
   */
  public Backoff upTo(Duration longest) {
    return new Backoff(first, longest, jitter);
  }

  /**
   * Returns a copy with another jitter.
   *
   * @param share share of the delay that chance may add, 0 to 1
   * @throws IllegalArgumentException if it is outside that range, or no number
   */
  public Backoff withJitter(double share) {
    return new Backoff(first, cap, share);
  }

  /** Returns the wait after the first failure. */
  public Duration first() {
    return first;
  }

  /** Returns the longest wait before jitter. */
  public Duration cap() {
    return cap;
  }

  /** Returns the share of the delay that chance may add, 0 to 1. */
  public double jitter() {
    return jitter;
  }

  /**
   * Returns the wait after a number of failures in a row.
   *
   * @param failures at least 1
   * @param draw uniform in [0, 1)
   */
  public Duration delay(int failures, double draw) {
    if (failures < 1) {
      throw new IllegalArgumentException("backoff: want failures >= 1, got " + failures);
    }
    double doubled = first.toNanos() * Math.pow(2, failures - 1.0);
    double base = Math.min(doubled, (double) cap.toNanos());
    return Duration.ofNanos((long) (base * (1 + jitter * draw)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Backoff that
        && first.equals(that.first)
        && cap.equals(that.cap)
        && Double.compare(jitter, that.jitter) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(first, cap, jitter);
  }

  @Override
  public String toString() {
    return "Backoff[first=%s, cap=%s, jitter=%s]".formatted(first, cap, jitter);
  }
}
