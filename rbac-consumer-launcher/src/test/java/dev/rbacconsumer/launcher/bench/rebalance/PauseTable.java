package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.result.Statistics;
import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Table of the pauses of all rounds. */
final class PauseTable {
  private PauseTable() {}

  /** Adds the table. */
  static void addTo(Figures figures, List<Pause> pauses) {
    List<List<String>> rows = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      for (Event event : Event.values()) {
        for (boolean moved : List.of(false, true)) {
          List<Pause> found =
              pauses.stream()
                  .filter(it -> it.protocol() == protocol && it.event() == event)
                  .filter(it -> it.moved() == moved)
                  .toList();
          if (!found.isEmpty()) {
            rows.add(row(protocol, event, moved, found));
          }
        }
      }
    }
    figures.table(
        List.of(
            "group protocol",
            "event",
            "partitions",
            "number",
            "pause p50, ms",
            "max, ms",
            "delay p50, ms",
            "max, ms"),
        rows);
  }

  private static List<String> row(
      Protocol protocol, Event event, boolean moved, List<Pause> pauses) {
    List<Double> millis = pauses.stream().map(Pause::millis).toList();
    List<Double> delays = pauses.stream().map(Pause::delayMillis).toList();
    return List.of(
        protocol.title(),
        event.title(),
        moved ? "move" : "stay",
        "" + pauses.size(),
        number(Statistics.percentile(millis, 0.5)),
        number(Statistics.percentile(millis, 1)),
        number(Statistics.percentile(delays, 0.5)),
        number(Statistics.percentile(delays, 1)));
  }

  private static String number(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }
}
