package dev.rbacconsumer.testkit.simulation;

import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Counts schedules that find something wrong. Public for the class loader of a mutant. */
public final class CatchingSchedules implements LongUnaryOperator {
  private final MutantSetup setup;

  /**
   * @param setup name of the consumers, since class loaders share no other type
   */
  public CatchingSchedules(String setup) {
    this.setup = MutantSetup.valueOf(setup);
  }

  /**
   * @param schedules how many to run; below zero: so many at most, until the first that finds
   *     something
   */
  @Override
  public long applyAsLong(long schedules) {
    Simulation simulation = new Simulation(setup.settings());
    LongStream catching =
        LongStream.range(0, Math.abs(schedules))
            .parallel()
            .filter(seed -> simulation.run(seed).violation().isPresent());
    return schedules < 0 ? catching.limit(1).count() : catching.count();
  }
}
