package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.simulation.cluster.SimulatedDeployment;
import dev.rbacconsumer.testkit.simulation.fault.Draws;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import java.util.List;

/**
 * Runs schedules one after the other, each with its own seed. Thread-safe: schedules share no
 * state.
 *
 * <pre>{@code
 * Simulation simulation = new Simulation(SimulationSettings.DEFAULT.withSink(MySink::new));
 * SimulationRun run = simulation.run(4711);
 * if (run.violation().isPresent()) {
 *   throw new AssertionError(simulation.shrink(run).report());
 * }
 * }</pre>
 */
public final class Simulation {
  private final SimulationSettings settings;

  /** Creates a simulation with these settings. */
  public Simulation(SimulationSettings settings) {
    this.settings = settings;
  }

  /** Runs the schedule of a seed: the same one each time. */
  public SimulationRun run(long seed) {
    return run(seed, Draws.ofSeed(seed), false);
  }

  /**
   * Searches, within a limit, for the shortest schedule with the same violation, and returns it
   * with a trace of its steps.
   *
   * @param failed a run with a violation
   * @throws IllegalArgumentException for a run without one
   */
  public SimulationRun shrink(SimulationRun failed) {
    Violation wanted =
        failed
            .violation()
            .orElseThrow(() -> new IllegalArgumentException("shrink: nothing was violated"));
    List<Integer> tape =
        Shrinker.shrink(
            failed.tape(),
            shorter -> {
              SimulationRun run = run(failed.seed(), Draws.ofTape(shorter), false);
              return run.violation()
                  .filter(it -> it.invariant().equals(wanted.invariant()))
                  .map(it -> run.tape());
            });
    return run(failed.seed(), Draws.ofTape(tape), true);
  }

  private SimulationRun run(long seed, Draws choices, boolean traced) {
    SimulatedDeployment deployment = new SimulatedDeployment(settings, choices, traced);
    try {
      deployment.run();
    } catch (RuntimeException thrown) {
      // An earlier violation takes precedence; a defect is a violation of its own.
      deployment.violated("defect", describe(thrown));
    }
    return new SimulationRun(
        seed,
        deployment.violation(),
        deployment.coverage(),
        deployment.steps(),
        choices.tape(),
        deployment.longestPauses(),
        deployment.traced());
  }

  private static String describe(RuntimeException thrown) {
    Throwable root = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    StackTraceElement[] frames = root.getStackTrace();
    return thrown + ", because of " + root + (frames.length == 0 ? "" : " at " + frames[0]);
  }
}
