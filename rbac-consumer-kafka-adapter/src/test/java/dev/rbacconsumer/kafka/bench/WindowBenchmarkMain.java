package dev.rbacconsumer.kafka.bench;

import java.time.Duration;
import java.util.List;

/**
 * Measures what applying ahead of commits costs, and what it saves, and prints a table. Arguments,
 * all optional: how many records, how many rounds, the store's milliseconds for each call.
 */
public final class WindowBenchmarkMain {
  private WindowBenchmarkMain() {}

  public static void main(String[] args) throws InterruptedException {
    int records = argument(args, 0, 2_000);
    int rounds = argument(args, 1, 5);
    Duration perCall = Duration.ofMillis(argument(args, 2, 5));
    List<Measured> measured;
    try (WindowBenchmark warmUp = new WindowBenchmark(records / 10, perCall)) {
      warmUp.run(1);
    }
    try (WindowBenchmark benchmark = new WindowBenchmark(records, perCall)) {
      measured = benchmark.run(rounds);
    }
    measured.forEach(System.out::println);
    System.out.println();
    WindowTable.of(measured).forEach(System.out::println);
  }

  private static int argument(String[] args, int index, int otherwise) {
    return index < args.length ? Integer.parseInt(args[index]) : otherwise;
  }
}
