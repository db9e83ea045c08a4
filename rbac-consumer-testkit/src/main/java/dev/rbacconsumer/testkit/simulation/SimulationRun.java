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
 * @param trace the steps with all details, one line each; only in a result of {@link
 *     Simulation#shrink}
 * @param story the lines of the trace without the details of the product
 * @param thrown first exception of a store of your own, if it threw any
 * @param isForeign whether the store is not the simulated one
 * @param repeat command or line of code that runs the schedule again
 */
public record SimulationRun(
    long seed,
    Optional<Violation> violation,
    Coverage coverage,
    int steps,
    List<Integer> tape,
    Map<Pause, Duration> longestPauses,
    List<String> trace,
    List<String> story,
    Optional<Throwable> thrown,
    boolean isForeign,
    String repeat) {
  public SimulationRun {
    tape = List.copyOf(tape);
    longestPauses = Map.copyOf(longestPauses);
    trace = List.copyOf(trace);
    story = List.copyOf(story);
  }

  /**
   * Returns a report for the search for the cause: how to repeat the run, and its steps. It has 40
   * lines at most if the store is your own, or if the run did not end.
   */
  public String report() {
    return Report.of(this);
  }
}
