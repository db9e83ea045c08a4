package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.result.Statistics;
import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Table of the runs of all rounds. */
final class ScaleTable {
  private static final List<String> HEADER =
      List.of(
          "store",
          "way",
          "instances",
          "partitions of each",
          "messages/s",
          "of one instance",
          "CPU ms/message",
          "processors busy",
          "moved",
          "pause p50, ms",
          "max, ms",
          "refused calls");

  private ScaleTable() {}

  /** Adds the table. Figures are medians of the rounds; pauses are those of all rounds. */
  static void addTo(Figures figures, List<ScaleResult> results) {
    Map<String, Map<Integer, List<ScaleResult>>> groups = new TreeMap<>();
    for (ScaleResult result : results) {
      groups
          .computeIfAbsent(result.store() + " ms, " + result.way(), key -> new TreeMap<>())
          .computeIfAbsent(result.instances(), key -> new ArrayList<>())
          .add(result);
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<Integer, List<ScaleResult>> group : groups.values()) {
      double alone = median(group.getOrDefault(1, List.of()), ScaleResult::rate);
      group.values().forEach(runs -> rows.add(row(runs, alone)));
    }
    figures.table(HEADER, rows);
  }

  private static List<String> row(List<ScaleResult> runs, double alone) {
    ScaleResult first = runs.get(0);
    List<Double> pauses = runs.stream().flatMap(it -> it.handOvers().stream()).toList();
    double rate = median(runs, ScaleResult::rate);
    return List.of(
        first.store() + " ms",
        first.way(),
        "" + first.instances(),
        partitions(runs),
        number("%.0f", rate),
        number("%.2f", rate / alone),
        number("%.2f", median(runs, ScaleResult::cpuMillis)),
        number("%.0f %%", 100 * median(runs, ScaleResult::busy)),
        "" + pauses.size(),
        pauses.isEmpty() ? "" : number("%.0f", Statistics.percentile(pauses, 0.5)),
        pauses.isEmpty() ? "" : number("%.0f", Statistics.percentile(pauses, 1)),
        "" + runs.stream().mapToLong(ScaleResult::refusedCalls).sum());
  }

  private static String partitions(List<ScaleResult> runs) {
    int least =
        runs.stream().flatMap(it -> it.owned().stream()).min(Integer::compare).orElseThrow();
    int most = runs.stream().flatMap(it -> it.owned().stream()).max(Integer::compare).orElseThrow();
    return least == most ? "" + least : least + " to " + most;
  }

  private static double median(List<ScaleResult> runs, ToDoubleFunction<ScaleResult> value) {
    return Statistics.median(runs.stream().map(value::applyAsDouble).toList());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
