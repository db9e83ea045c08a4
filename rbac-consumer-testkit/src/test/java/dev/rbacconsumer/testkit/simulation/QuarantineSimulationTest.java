package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import org.junit.jupiter.api.Test;

/**
 * Records are parked and released at any time while everything fails that can: nothing overtakes
 * what it has to wait for, and once all is released, the store is what all records make of it in
 * their order.
 */
final class QuarantineSimulationTest {
  private static final int SCHEDULES = Integer.getInteger("quarantine.schedules", 400);

  @Test
  void nothingOvertakesAParkedRecordAndAllOfThemAreAppliedInTheEnd() {
    Simulation simulation = new Simulation(MutantSetup.QUARANTINE.settings());
    Coverage coverage = new Coverage();

    for (long seed = 1; seed <= SCHEDULES; seed++) {
      SimulationRun run = simulation.run(seed);
      if (run.violation().isPresent()) {
        throw new AssertionError(simulation.shrink(run).report());
      }
      coverage.add(run.coverage());
    }

    assertThat(coverage.of(Fault.QUARANTINE_FAILS)).isPositive();
    assertThat(coverage.deeds().keySet())
        .contains(
            "ParkedForItself", "ParkedBehindAnother", "ParkedAndReplayed", "ParkedAndDiscarded");
  }
}
