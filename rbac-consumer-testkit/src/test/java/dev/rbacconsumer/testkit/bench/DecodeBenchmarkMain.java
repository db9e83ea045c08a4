package dev.rbacconsumer.testkit.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmark and prints a table of its ratios. Arguments are JMH's own.
 *
 * <p>Made for machines that are shared: what is compared is run side by side, and of each JVM's
 * iterations the fastest counts, as others can only slow it down.
 */
public final class DecodeBenchmarkMain {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private DecodeBenchmarkMain() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    CommandLineOptions options = new CommandLineOptions(args);
    List<Measured> measured = new ArrayList<>();
    for (String workload : Workload.NAMES) {
      for (RunResult result : run(workload, options)) {
        measured.add(
            new Measured(
                workload,
                result.getPrimaryResult().getLabel(),
                nanos(result),
                result.getSecondaryResults().get(ALLOCATION).getScore()));
      }
    }
    System.out.println();
    RatioTable.of(measured).forEach(System.out::println);
  }

  private static double nanos(RunResult result) {
    return result.getBenchmarkResults().stream()
        .mapToDouble(jvm -> jvm.getPrimaryResult().getStatistics().getMin())
        .average()
        .orElseThrow();
  }

  private static Iterable<RunResult> run(String workload, CommandLineOptions options)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .parent(options)
                .include(DecodeBenchmark.class.getName() + "\\.")
                .param("messages", workload)
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
