package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.simulation.cluster.SimulatedDeployment;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Draws;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs schedules one after the other, each with its own seed. Schedules share no state: with the
 * simulated store it is thread-safe; with a store of your own it is as thread-safe as that.
 *
 * <p>To test a store of your own, pass a factory that creates an empty store for each schedule. The
 * simulation makes all calls from the thread of the test, in simulated time:
 *
 * <pre>{@code
 * @Test
 * void everyInvariantHolds() throws SQLException {
 *   Simulation.over(
 *           points -> {
 *             MyStore store = new MyStore(points.around(emptyDatabase()));
 *             return StoreUnderTest.of(store, store, store::readAll);
 *           })
 *       .schedules(new SeedRange(0, 500));
 * }
 * }</pre>
 */
public final class Simulation {
  /** Most steps in the search for a shorter schedule: one that does not end has thousands. */
  private static final long MOST_STEPS = 3_000_000;

  /** The same for other stores, whose calls take longer. */
  private static final long MOST_STEPS_OF_OTHERS = 100_000;

  /**
   * Steps without faults after which a partition should be finished: the search for a shorter
   * schedule that does not end would take too long otherwise.
   */
  private static final int SHORT_PATIENCE = 200;

  private final SimulationSettings settings;

  /** Creates a simulation with these settings. */
  public Simulation(SimulationSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates a simulation with all faults over a store of your own.
   *
   * @param stores returns a new, empty store for each schedule
   */
  public static Simulation over(Callable<StoreUnderTest> stores) {
    return over(points -> stores.call());
  }

  /**
   * Creates a simulation with all faults over a store of your own, calls to which can be held up
   * and broken in the middle.
   *
   * @param stores creates a new, empty store for each schedule
   */
  public static Simulation over(StoreUnderTest.Factory stores) {
    return new Simulation(SimulationSettings.DEFAULT.withStore(stores));
  }

  /** Runs the schedule of a seed: the same one each time. */
  public SimulationRun run(long seed) {
    return run(seed, Draws.ofSeed(seed), SimulatedDeployment.MOST_CALM_STEPS, false);
  }

  /**
   * Runs the schedule of a seed, and requires that no invariant is violated.
   *
   * @throws AssertionError with the report of the shortest schedule found that violates the same
   *     invariant; its cause is the first exception of a store of your own, if it threw any
   */
  public void schedule(long seed) {
    require(run(seed));
  }

  /**
   * Runs the schedules of these seeds in their order, and requires that no invariant is violated.
   *
   * @return the faults and events that occurred
   * @throws AssertionError for the first schedule that violates an invariant, with the report of
   *     the shortest one found that violates the same invariant
   */
  public Coverage schedules(SeedRange seeds) {
    Coverage coverage = new Coverage();
    for (long seed = seeds.from(); seed < seeds.to(); seed++) {
      SimulationRun run = run(seed);
      require(run);
      coverage.add(run.coverage());
    }
    return coverage;
  }

  private void require(SimulationRun run) {
    if (run.violation().isPresent()) {
      SimulationRun shortest = shrink(run);
      throw new AssertionError(shortest.report(), shortest.thrown().orElse(null));
    }
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
    List<Integer> tape = shorter(failed, wanted, SHORT_PATIENCE);
    if (!violates(run(failed.seed(), tape, SimulatedDeployment.MOST_CALM_STEPS), wanted)) {
      // It only took longer.
      tape = shorter(failed, wanted, SimulatedDeployment.MOST_CALM_STEPS);
    }
    SimulationRun shortest = run(failed.seed(), Draws.ofTape(tape), SHORT_PATIENCE, true);
    return violates(shortest, wanted)
        ? shortest
        : run(failed.seed(), Draws.ofTape(tape), SimulatedDeployment.MOST_CALM_STEPS, true);
  }

  /** Returns the shortest tape found with the same violation. */
  private List<Integer> shorter(SimulationRun failed, Violation wanted, int patience) {
    return Shrinker.shrink(
        failed.tape(),
        settings.store().isPresent() ? MOST_STEPS_OF_OTHERS : MOST_STEPS,
        tape -> {
          SimulationRun run = run(failed.seed(), tape, patience);
          return new Shrinker.Attempt(run.steps(), violates(run, wanted), run.tape());
        });
  }

  private static boolean violates(SimulationRun run, Violation wanted) {
    return run.violation().filter(it -> it.invariant().equals(wanted.invariant())).isPresent();
  }

  private SimulationRun run(long seed, List<Integer> tape, int patience) {
    return run(seed, Draws.ofTape(tape), patience, false);
  }

  private SimulationRun run(long seed, Draws choices, int patience, boolean traced) {
    try (SimulatedDeployment deployment =
        new SimulatedDeployment(settings, choices, patience, traced)) {
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
          deployment.traced().all(),
          deployment.traced().story(),
          deployment.traced().thrown(),
          settings.store().isPresent(),
          repeat(seed));
    }
  }

  private String repeat(long seed) {
    if (settings.equals(SimulationSettings.DEFAULT)) {
      return new SeedRange(seed, 1).command();
    }
    String simulation =
        settings.store().isPresent() ? "Simulation.over(store)" : "new Simulation(settings)";
    return "%s.schedule(%d)".formatted(simulation, seed);
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
