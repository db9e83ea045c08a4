package dev.rbacconsumer.kafka.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table that {@code docs/performance.md} shows, in Markdown. Numbers are medians of rounds. */
final class WindowTable {
  private WindowTable() {}

  static List<String> of(List<Measured> measured) {
    List<String> lines = new ArrayList<>();
    lines.add("| window | records/s | of one commit at the end | costs | commits |");
    lines.add("|---|---|---|---|---|");
    for (CommitWay way : CommitWay.values()) {
      double share = share(way, measured);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f %% | %.1f %% | %.0f |",
              way.title(),
              median(way, measured, Measured::recordsPerSecond),
              100 * share,
              100 * (1 - share),
              median(way, measured, Measured::commits)));
    }
    return lines;
  }

  /** Compares runs of the same round only: how busy the machine is changes between rounds. */
  static double share(CommitWay way, List<Measured> measured) {
    return median(way, measured, it -> it.recordsPerSecond() / bound(it.round(), measured));
  }

  private static double bound(int round, List<Measured> measured) {
    return measured.stream()
        .filter(it -> it.way() == CommitWay.ONCE && it.round() == round)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no upper bound in round " + round))
        .recordsPerSecond();
  }

  private static double median(
      CommitWay way, List<Measured> measured, ToDoubleFunction<Measured> value) {
    double[] sorted =
        measured.stream().filter(it -> it.way() == way).mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
