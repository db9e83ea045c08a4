package dev.rbacconsumer.testkit.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs many schedules and says what it saw: {@code SimulationMain [schedules]}, or one alone:
 * {@code SimulationMain --seed <seed>}. Exits with 1 and the shortest schedule it can find when
 * something was violated.
 */
public final class SimulationMain {
  private static final long DEFAULT_SCHEDULES = 20_000;

  private SimulationMain() {}

  /** Runs and exits. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    boolean one = args.length == 2 && args[0].equals("--seed");
    long from = one ? Long.parseLong(args[1]) : 0;
    long schedules = args.length == 1 ? Long.parseLong(args[0]) : DEFAULT_SCHEDULES;
    Simulation simulation = new Simulation(SimulationSettings.DEFAULT);
    System.exit(run(simulation, from, one ? from + 1 : schedules, System.out) ? 0 : 1);
  }

  private static boolean run(Simulation simulation, long from, long to, PrintStream out)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong(from);
    Queue<SimulationRun> failed = new ConcurrentLinkedQueue<>();
    Callable<Totals> worker =
        () -> {
          Totals totals = new Totals();
          for (long seed = next.getAndIncrement();
              seed < to && failed.isEmpty();
              seed = next.getAndIncrement()) {
            SimulationRun run = simulation.run(seed);
            totals.add(run);
            if (run.violation().isPresent()) {
              failed.add(run);
            }
          }
          return totals;
        };
    Totals totals = new Totals();
    for (Totals part : inParallel(worker)) {
      totals.add(part);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    totals.print(out, seconds);
    failed.stream().limit(1).forEach(run -> out.println(simulation.shrink(run).report()));
    return failed.isEmpty();
  }

  private static List<Totals> inParallel(Callable<Totals> worker)
      throws InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Totals>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(worker);
      }
      List<Totals> parts = new ArrayList<>();
      for (Future<Totals> part : executor.invokeAll(workers)) {
        parts.add(part.get());
      }
      return parts;
    } finally {
      executor.shutdownNow();
    }
  }

  /** What all schedules of one thread, or of all of them, came to. */
  private static final class Totals {
    private final Coverage coverage = new Coverage();
    private long schedules;
    private long steps;

    void add(SimulationRun run) {
      coverage.add(run.coverage());
      schedules++;
      steps += run.steps();
    }

    void add(Totals part) {
      coverage.add(part.coverage);
      schedules += part.schedules;
      steps += part.steps;
    }

    void print(PrintStream out, double seconds) {
      out.printf(
          "%,d schedules in %.0f s: %,.0f schedules/s, %,d steps, %,d faults%n",
          schedules, seconds, schedules / seconds, steps, coverage.faults());
      for (Fault fault : Fault.values()) {
        out.printf("  %-22s %,12d%n", fault, coverage.of(fault));
      }
      coverage.deeds().forEach((deed, count) -> out.printf("  %-22s %,12d%n", deed, count));
      out.printf("  %-16s", "");
      for (LaneEvent event : LaneEvent.values()) {
        out.printf(" %19s", event);
      }
      out.println();
      for (LaneState state : LaneState.values()) {
        out.printf("  %-16s", state);
        for (LaneEvent event : LaneEvent.values()) {
          out.printf(" %,19d", coverage.of(state, event));
        }
        out.println();
      }
    }
  }
}
