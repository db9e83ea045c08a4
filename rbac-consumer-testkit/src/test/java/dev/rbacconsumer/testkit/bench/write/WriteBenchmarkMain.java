package dev.rbacconsumer.testkit.bench.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what writing a message costs, and prints a table. One optional argument: how many
 * rounds.
 */
public final class WriteBenchmarkMain {
  private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(5));
  private static final List<Integer> SIZES = List.of(1, 10, 100, 1000);

  private WriteBenchmarkMain() {}

  public static void main(String[] args) throws InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    try (WriteBenchmark benchmark = new WriteBenchmark()) {
      List<WriteRun> ways = ways();
      benchmark.run(ways, 1);
      List<WriteMeasured> ofWays = benchmark.run(ways, rounds);
      ofWays.forEach(System.out::println);
      System.out.println();
      WriteTable.ofWays(ofWays, LATENCIES, SIZES).forEach(System.out::println);
    }
  }

  private static List<WriteRun> ways() {
    List<WriteRun> runs = new ArrayList<>();
    for (Duration latency : LATENCIES) {
      for (int size : SIZES) {
        for (WriteWay way : WriteWay.values()) {
          runs.add(WriteRun.of(way, latency, size));
        }
      }
    }
    return runs;
  }
}
