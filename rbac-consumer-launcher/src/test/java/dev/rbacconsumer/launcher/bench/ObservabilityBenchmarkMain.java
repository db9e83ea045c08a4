package dev.rbacconsumer.launcher.bench;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures what metrics and logs cost, and prints two tables. Arguments, all optional: how many
 * records, how many rounds.
 */
public final class ObservabilityBenchmarkMain {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private ObservabilityBenchmarkMain() {}

  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    List<ObservabilityTable.Cost> costs = new ArrayList<>();
    for (RunResult result : jmh()) {
      costs.add(
          new ObservabilityTable.Cost(
              ObserverWay.valueOf(result.getParams().getParam("way")),
              nanos(result),
              result.getSecondaryResults().get(ALLOCATION).getScore()));
    }
    List<DeliveryRuns.Run> runs;
    try (OutputStream out = new FileOutputStream("/dev/null");
        DeliveryRuns delivery = new DeliveryRuns(records)) {
      delivery.run(1, out);
      runs = delivery.run(rounds, out);
    }
    runs.forEach(System.out::println);
    System.out.println();
    ObservabilityTable.ofMessages(costs).forEach(System.out::println);
    System.out.println();
    ObservabilityTable.ofRuns(runs).forEach(System.out::println);
  }

  private static Iterable<RunResult> jmh() throws Exception {
    return new Runner(
            new OptionsBuilder()
                .include(ObserverBenchmark.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private static double nanos(RunResult result) {
    return result.getBenchmarkResults().stream()
        .mapToDouble(jvm -> jvm.getPrimaryResult().getStatistics().getMin())
        .average()
        .orElseThrow();
  }
}
