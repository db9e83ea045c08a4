package dev.rbacconsumer.testkit.simulation;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Range of consecutive seeds, one per schedule.
 *
 * @param from the first seed, at least 0
 * @param count number of seeds, at least 1
 */
public record SeedRange(long from, long count) {
  /** System property with the first seed, to repeat an earlier run. */
  public static final String PROPERTY = "simulation.from";

  private static final int FRESH_BOUND = 1_000_000_000;

  public SeedRange {
    if (from < 0 || count < 1) {
      throw new IllegalArgumentException(
          "seeds: want a first one of at least 0 and at least one, got " + from + ", " + count);
    }
  }

  /**
   * Returns seeds from the one in {@value #PROPERTY}; if it is not set, different seeds in each
   * run.
   */
  public static SeedRange fresh(long count) {
    Long pinned = Long.getLong(PROPERTY);
    return new SeedRange(pinned == null ? new Random().nextInt(FRESH_BOUND) : pinned, count);
  }

  /** Returns the seed behind the last one. */
  public long to() {
    return from + count;
  }

  /** Returns all seeds, in order. */
  public LongStream stream() {
    return LongStream.range(from, to());
  }

  /** Returns the command that runs the same schedules again. */
  public String command() {
    return count == 1
        ? "make simulate SEED=" + from
        : "make simulate FROM=%d SCHEDULES=%d".formatted(from, count);
  }
}
