package dev.rbacconsumer.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables that {@code docs/performance.md} shows, in Markdown. */
final class ObservabilityTable {
  private ObservabilityTable() {}

  /**
   * What one message costs.
   *
   * @param way the observers
   * @param nanos of the fastest iteration, mean of all JVMs
   * @param bytes mean allocation
   */
  record Cost(ObserverWay way, double nanos, double bytes) {}

  static List<String> ofMessages(List<Cost> costs) {
    List<String> lines = new ArrayList<>();
    lines.add("| observers | ns per message | bytes per message |");
    lines.add("|---|---|---|");
    costs.forEach(
        it ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f |",
                    it.way().title(),
                    it.nanos(),
                    it.bytes())));
    return lines;
  }

  /** Of the fastest run of each way, since others on the machine can only slow it down. */
  static List<String> ofRuns(List<DeliveryRuns.Run> runs) {
    List<String> lines = new ArrayList<>();
    lines.add("| observers | messages/s | of none |");
    lines.add("|---|---|---|");
    for (ObserverWay way : ObserverWay.values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f %% |",
              way.title(),
              fastest(way, runs),
              100 * fastest(way, runs) / fastest(ObserverWay.NONE, runs)));
    }
    return lines;
  }

  private static double fastest(ObserverWay way, List<DeliveryRuns.Run> runs) {
    return runs.stream()
        .filter(it -> it.way() == way)
        .mapToDouble(DeliveryRuns.Run::recordsPerSecond)
        .max()
        .orElseThrow();
  }
}
