package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.Figures;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import dev.rbacconsumer.testkit.simulation.fault.LaneState;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Runs many schedules, each with its own seed, and prints the results: {@code SimulationMain
 * [schedules]}, 20,000 by default. The seeds differ in each run, unless the system property {@value
 * SeedRange#PROPERTY} names the first one; {@code SimulationMain --seed <seed>} runs only one
 * schedule. The first line is the command that repeats the run. After a violation, it prints the
 * shortest schedule that it can find, and exits with 1.
 */
public final class SimulationMain {
  private static final long DEFAULT_SCHEDULES = 20_000;

  private SimulationMain() {}

  /** Runs the program and exits. */
  public static void main(String[] args)
      throws InterruptedException, ExecutionException, IOException {
    boolean one = args.length == 2 && args[0].equals("--seed");
    SeedRange seeds =
        one
            ? new SeedRange(Long.parseLong(args[1]), 1)
            : SeedRange.fresh(args.length == 1 ? Long.parseLong(args[0]) : DEFAULT_SCHEDULES);
    System.out.println("Repeat with: " + seeds.command());
    System.exit(run(new Simulation(SimulationSettings.DEFAULT), seeds, System.out) ? 0 : 1);
  }

  private static boolean run(Simulation simulation, SeedRange seeds, PrintStream out)
      throws InterruptedException, ExecutionException, IOException {
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong(seeds.from());
    Queue<SimulationRun> failed = new ConcurrentLinkedQueue<>();
    Callable<Totals> worker =
        () -> {
          Totals totals = new Totals();
          for (long seed = next.getAndIncrement();
              seed < seeds.to() && failed.isEmpty();
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
    if (failed.isEmpty()) {
      totals.figures(seeds, seconds).writeIfRequested();
    }
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

  /** Totals of the schedules of one thread, or of all threads. */
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

    /** Returns the figures of the run for docs/reliability.md. */
    Figures figures(SeedRange seeds, double seconds) {
      List<List<String>> faults =
          Arrays.stream(Fault.values())
              .map(fault -> List.of(fault.words(), "%,d".formatted(coverage.of(fault))))
              .toList();
      return new Figures()
          .paragraph(
              ("`%s` ran in %.0f s: %,.0f schedules/s, %,d steps, %,d faults."
                      + " No invariant was violated.")
                  .formatted(
                      seeds.command(), seconds, schedules / seconds, steps, coverage.faults()))
          .foldedTable("fault", "times", faults, 3);
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
