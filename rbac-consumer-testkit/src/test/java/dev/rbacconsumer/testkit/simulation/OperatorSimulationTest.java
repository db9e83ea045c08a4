package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Operators act at any time, on any instance, while everything fails that can. */
final class OperatorSimulationTest {
  private static final int SCHEDULES = Integer.getInteger("operator.schedules", 400);

  @Test
  void noActionLosesARecordOrOutlivesItsEnd() {
    Simulation simulation = new Simulation(MutantSetup.OPERATORS.settings());
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
            "PauseChanged",
            "OperatorActed",
            "DeadLettered",
            "LetterReplayed",
            "LetterReducedAndReplayed");
  }
}
