package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.time.JitterSource;
import java.util.Random;

/**
 * Jitter from the random numbers of a seed: the same numbers, in the same order, on every machine.
 * Thread-safe; with several threads, their timing decides which thread draws which number.
 */
public final class SeededJitter implements JitterSource {
  private final long seed;
  // Of the JDK's generators, the one whose numbers are specified for all versions.
  private final Random random;

  /** Creates jitter that starts at the first number of the seed. */
  public SeededJitter(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  @Override
  public double next() {
    return random.nextDouble();
  }

  /** Returns the seed, for the message of a failing test. */
  @Override
  public String toString() {
    return "jitter of seed " + seed;
  }
}
