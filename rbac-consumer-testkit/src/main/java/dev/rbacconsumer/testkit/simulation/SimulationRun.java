package dev.rbacconsumer.testkit.simulation;

import java.util.List;
import java.util.Optional;

/**
 * One schedule, run to its end or to the first violation.
 *
 * @param seed that it began with
 * @param violation what must always hold and did not
 * @param coverage what happened
 * @param steps how many
 * @param tape every choice that was made
 * @param trace what happened, a line each; only where {@link Simulation#shrink} made it
 */
public record SimulationRun(
    long seed,
    Optional<Violation> violation,
    Coverage coverage,
    int steps,
    List<Integer> tape,
    List<String> trace) {
  public SimulationRun {
    tape = List.copyOf(tape);
    trace = List.copyOf(trace);
  }

  /** For whoever has to find out what went wrong: how to see it again, and what happened. */
  public String report() {
    String said = violation.map(Violation::toString).orElse("nothing was violated");
    return "seed %d: %s%nmake simulate SEED=%d%n%d steps:%n%s"
        .formatted(seed, said, seed, steps, String.join("\n", trace));
  }
}
