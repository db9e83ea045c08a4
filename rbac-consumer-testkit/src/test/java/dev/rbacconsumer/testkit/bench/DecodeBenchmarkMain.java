package dev.rbacconsumer.testkit.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark and prints a table of its ratios. Arguments are JMH's own. */
public final class DecodeBenchmarkMain {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private DecodeBenchmarkMain() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .include(DecodeBenchmark.class.getName() + "\\.")
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    List<Measured> measured = new ArrayList<>();
    for (RunResult result : results) {
      measured.add(
          new Measured(
              result.getParams().getParam("messages"),
              result.getPrimaryResult().getLabel(),
              result.getPrimaryResult().getScore(),
              result.getSecondaryResults().get(ALLOCATION).getScore()));
    }
    System.out.println();
    RatioTable.of(measured).forEach(System.out::println);
  }
}
