package dev.rbacconsumer.launcher.packaging;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long starts took, round by round: in each, one of every way. Not thread-safe. */
final class StartTimes {
  private final List<Map<StartWay, Double>> rounds = new ArrayList<>();

  /** Takes the milliseconds of one round. */
  void add(Map<StartWay, Double> round) {
    rounds.add(new EnumMap<>(round));
  }

  /** The table that {@code docs/performance.md} shows, in Markdown. Numbers are medians. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("| way | ms | of the runnable jar's |");
    lines.add("|---|---|---|");
    for (StartWay way : StartWay.values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.2f |",
              way.title(),
              median(rounds.stream().map(round -> round.get(way)).toList()),
              median(
                  rounds.stream()
                      .map(round -> round.get(way) / round.get(StartWay.JAR))
                      .toList())));
    }
    return lines;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(it -> it).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
