package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Samples of starts, round by round: in each, one of every way. Not thread-safe. */
final class StartTimes {
  private final List<Map<StartWay, StartSample>> rounds = new ArrayList<>();

  /** Adds the samples of one round. */
  void add(Map<StartWay, StartSample> round) {
    rounds.add(new EnumMap<>(round));
  }

  /** Adds the table of all ways. Numbers are medians. */
  void addTo(Figures figures) {
    List<List<String>> rows = new ArrayList<>();
    for (StartWay way : StartWay.values()) {
      rows.add(
          List.of(
              way.title(),
              number("%.0f", median(way, StartSample::listening)),
              number("%.0f", median(way, StartSample::applied)),
              number("%.2f", medianRatio(way)),
              number("%.0f", median(way, StartSample::processor)),
              number("%.0f", median(way, StartSample::stopped))));
    }
    figures.table(
        List.of(
            "way",
            "listening, ms",
            "first message applied, ms",
            "of the runnable jar's",
            "processor time, ms",
            "SIGTERM to the end, ms"),
        rows);
  }

  private double median(StartWay way, ToDoubleFunction<StartSample> value) {
    return median(rounds.stream().map(round -> value.applyAsDouble(sample(round, way))).toList());
  }

  private double medianRatio(StartWay way) {
    return median(
        rounds.stream()
            .map(round -> sample(round, way).applied() / sample(round, StartWay.JAR).applied())
            .toList());
  }

  private static StartSample sample(Map<StartWay, StartSample> round, StartWay way) {
    return Objects.requireNonNull(round.get(way));
  }

  /** Returns the median of at least one value. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(it -> it).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
