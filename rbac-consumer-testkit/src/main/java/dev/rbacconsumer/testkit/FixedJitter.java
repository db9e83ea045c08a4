package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.time.JitterSource;

/**
 * Jitter with the same number each time: 0 for delays without jitter, just below 1 for the longest
 * delays.
 *
 * @param value 0 (included) to 1 (excluded)
 */
public record FixedJitter(double value) implements JitterSource {
  /** No jitter. */
  public static final FixedJitter NONE = new FixedJitter(0);

  /** The most jitter possible. */
  public static final FixedJitter MOST = new FixedJitter(Math.nextDown(1.0));

  public FixedJitter {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("jitter: want 0 <= value < 1, got " + value);
    }
  }

  @Override
  public double next() {
    return value;
  }
}
