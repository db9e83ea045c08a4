package dev.rbacconsumer.testkit.bench.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The table that {@code docs/performance.md} shows, in Markdown. Numbers are medians of rounds. */
final class WriteTable {
  private WriteTable() {}

  /** Every dialect against the naive way, for each latency and size. */
  static List<String> ofWays(
      List<WriteMeasured> measured, List<Duration> latencies, List<Integer> sizes) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| store takes | tuples | naive: calls | ms |");
    StringBuilder rule = new StringBuilder("|---|---|---|---|");
    for (WriteWay way : dialects()) {
      head.append(' ').append(way.title()).append(": calls | ms | times faster |");
      rule.append("---|---|---|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    for (Duration latency : latencies) {
      for (int size : sizes) {
        WriteRun naive = WriteRun.of(WriteWay.NAIVE, latency, size);
        StringBuilder line = new StringBuilder();
        line.append("| ").append(latency.toMillis()).append(" ms | ").append(size).append(" |");
        line.append(cell(naive, measured));
        for (WriteWay way : dialects()) {
          WriteRun run = WriteRun.of(way, latency, size);
          line.append(cell(run, measured));
          line.append(String.format(Locale.ROOT, " %.1f |", timesFaster(run, naive, measured)));
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  /** Compares runs of the same round only: how busy the machine is changes between rounds. */
  static double timesFaster(WriteRun run, WriteRun than, List<WriteMeasured> measured) {
    return median(measured, run, it -> millis(than, it.round(), measured) / it.millis());
  }

  private static double millis(WriteRun run, int round, List<WriteMeasured> measured) {
    Predicate<WriteMeasured> beside = it -> it.run().equals(run) && it.round() == round;
    return measured.stream()
        .filter(beside)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(run + ": not measured in round " + round))
        .millis();
  }

  private static String cell(WriteRun run, List<WriteMeasured> measured) {
    return String.format(
        Locale.ROOT,
        " %.0f | %.1f |",
        median(measured, run, WriteMeasured::calls),
        median(measured, run, WriteMeasured::millis));
  }

  private static double median(
      List<WriteMeasured> measured, WriteRun run, ToDoubleFunction<WriteMeasured> value) {
    double[] sorted =
        measured.stream().filter(it -> it.run().equals(run)).mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static List<WriteWay> dialects() {
    return List.of(WriteWay.KESSEL_RELATIONS, WriteWay.KESSEL_INVENTORY, WriteWay.SPICEDB);
  }
}
