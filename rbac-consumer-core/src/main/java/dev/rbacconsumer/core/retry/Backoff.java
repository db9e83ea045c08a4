package dev.rbacconsumer.core.retry;

import java.time.Duration;

/**
 * Doubles from {@code first} up to {@code cap}, then adds up to {@code jitter} of the delay, at the
 * cap too: an endless retry lives there, and many instances must not come back in step.
 *
 * @param first wait after the first failure, above zero
 * @param cap longest wait before jitter, at least {@code first}
 * @param jitter share of the delay that chance may add, 0 to 1
 */
public record Backoff(Duration first, Duration cap, double jitter) {
  /** 1 s doubling to 5 min, plus up to 10 %. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.1);

  public Backoff {
    if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff: want 0 < first <= cap, got first " + first + ", cap " + cap);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("backoff: want jitter from 0 to 1, got " + jitter);
    }
  }

  /**
   * The wait after so many failures in a row.
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
}
