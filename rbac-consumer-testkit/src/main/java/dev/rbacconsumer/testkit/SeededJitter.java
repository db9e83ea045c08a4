package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.JitterSource;
import java.util.Random;

/**
 * Draws the numbers that belong to a seed: the same ones, in the same order, on every machine.
 * Thread-safe, though with several threads it depends on their timing who draws which.
 */
public final class SeededJitter implements JitterSource {
  private final long seed;
  // Of the JDK's generators, the one whose numbers are laid down for all versions.
  private final Random random;

  /** Starts at the first number of the seed. */
  public SeededJitter(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  @Override
  public double next() {
    return random.nextDouble();
  }

  /** The seed, for the message of a failing test. */
  @Override
  public String toString() {
    return "jitter of seed " + seed;
  }
}
