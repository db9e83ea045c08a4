package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
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
    EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
    // What is parked of a deleted log cannot be compared with the records of the new one.
    faults.remove(Fault.TOPIC_RECREATED);
    Simulation simulation =
        new Simulation(SimulationSettings.DEFAULT.withQuarantine().withFaults(faults));
    Map<String, Long> events = new TreeMap<>();

    for (long seed = 1; seed <= SCHEDULES; seed++) {
      SimulationRun run = simulation.run(seed);
      if (run.violation().isPresent()) {
        throw new AssertionError(simulation.shrink(run).report());
      }
      run.coverage().deeds().forEach((event, count) -> events.merge(event, count, Long::sum));
    }

    assertThat(events.keySet())
        .contains(
            "ParkedForItself", "ParkedBehindAnother", "ParkedAndReplayed", "ParkedAndDiscarded");
  }
}
