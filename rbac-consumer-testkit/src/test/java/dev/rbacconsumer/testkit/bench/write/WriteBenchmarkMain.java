package dev.rbacconsumer.testkit.bench.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what writing a message costs, and prints two tables. One optional argument: how many
 * rounds.
 */
public final class WriteBenchmarkMain {
  private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(5));
  private static final List<Integer> SIZES = List.of(1, 10, 100, 1000);
  private static final List<Integer> IN_FLIGHT = List.of(1, 4, 16, 64);
  private static final int REMOVED = 1000;

  private WriteBenchmarkMain() {}

  public static void main(String[] args) throws InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    try (WriteBenchmark benchmark = new WriteBenchmark()) {
      List<WriteRun> ways = ways();
      List<WriteRun> concurrency = concurrency();
      benchmark.run(ways, 1);
      List<WriteMeasured> ofWays = benchmark.run(ways, rounds);
      ofWays.forEach(System.out::println);
      List<WriteMeasured> ofConcurrency = benchmark.run(concurrency, rounds);
      ofConcurrency.forEach(System.out::println);
      System.out.println();
      WriteTable.ofWays(ofWays, LATENCIES, SIZES).forEach(System.out::println);
      System.out.println();
      WriteTable.ofConcurrency(ofConcurrency, LATENCIES, IN_FLIGHT, REMOVED)
          .forEach(System.out::println);
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

  private static List<WriteRun> concurrency() {
    List<WriteRun> runs = new ArrayList<>();
    for (Duration latency : LATENCIES) {
      IN_FLIGHT.forEach(it -> runs.add(WriteRun.removing(REMOVED, it, latency)));
    }
    return runs;
  }
}
