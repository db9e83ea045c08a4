package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import dev.rbacconsumer.testkit.simulation.scaling.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of one schedule, run to its end or to the first violation.
 *
 * @param seed seed of the schedule
 * @param violation the violated invariant, if any
 * @param coverage faults and events that occurred
 * @param steps number of steps
 * @param tape every choice that was made
 * @param longestPauses longest pauses of partitions; empty unless a group was scaled out
 * @param trace the steps, one line each; only in a result of {@link Simulation#shrink}
 */
public record SimulationRun(
    long seed,
    Optional<Violation> violation,
    Coverage coverage,
    int steps,
    List<Integer> tape,
    Map<Pause, Duration> longestPauses,
    List<String> trace) {
  public SimulationRun {
    tape = List.copyOf(tape);
    longestPauses = Map.copyOf(longestPauses);
    trace = List.copyOf(trace);
  }

  /** Returns a report for the search for the cause: how to repeat the run, and its steps. */
  public String report() {
    String said = violation.map(Violation::toString).orElse("nothing was violated");
    return "seed %d: %s%nmake simulate SEED=%d%n%d steps:%n%s"
        .formatted(seed, said, seed, steps, String.join("\n", trace));
  }
}
