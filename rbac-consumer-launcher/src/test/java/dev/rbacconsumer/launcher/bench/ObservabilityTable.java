package dev.rbacconsumer.launcher.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables that {@code docs/performance.md} shows, in Markdown. */
final class ObservabilityTable {
  private ObservabilityTable() {}

  /**
   * What one message costs.
   *
   * @param way who hears of it
   * @param nanos of the fastest iteration, mean of all JVMs
   * @param bytes mean allocation
   */
  record Cost(ObserverWay way, double nanos, double bytes) {}

  static List<String> ofMessages(List<Cost> costs) {
    List<String> lines = new ArrayList<>();
    lines.add("| who hears | ns per message | bytes per message |");
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

  /** Medians; ratios are of runs of the same round. */
  static List<String> ofRuns(List<DeliveryRuns.Run> runs) {
    List<String> lines = new ArrayList<>();
    lines.add("| who hears | messages/s | of nobody |");
    lines.add("|---|---|---|");
    for (ObserverWay way : ObserverWay.values()) {
      List<DeliveryRuns.Run> own = runs.stream().filter(it -> it.way() == way).toList();
      double share =
          median(own.stream().mapToDouble(it -> it.recordsPerSecond() / none(it, runs)).toArray());
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f %% |",
              way.title(),
              median(own.stream().mapToDouble(DeliveryRuns.Run::recordsPerSecond).toArray()),
              100 * share));
    }
    return lines;
  }

  private static double none(DeliveryRuns.Run run, List<DeliveryRuns.Run> runs) {
    return runs.stream()
        .filter(it -> it.way() == ObserverWay.NONE && it.round() == run.round())
        .findFirst()
        .orElseThrow()
        .recordsPerSecond();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
