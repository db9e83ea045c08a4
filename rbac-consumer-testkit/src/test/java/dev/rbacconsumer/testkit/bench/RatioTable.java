package dev.rbacconsumer.testkit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@code docs/performance.md} shows: one line for each workload, in Markdown. */
final class RatioTable {
  private RatioTable() {}

  static List<String> of(List<Measured> measured) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| messages | tuples, mean | ns per message | ns per tuple | MB/s "
            + "| times faster than the mapper | cost of the token scan | bytes per tuple "
            + "| mapper's bytes per tuple |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    measured.stream()
        .map(Measured::workload)
        .distinct()
        .forEach(workload -> lines.add(line(workload, measured)));
    return lines;
  }

  private static String line(String name, List<Measured> measured) {
    Workload workload = Workload.named(name);
    double messages = workload.records().size();
    double tuples = workload.tuples();
    Measured ours = find(measured, name, "decoder");
    Measured mapper = find(measured, name, "mapper");
    Measured tokens = find(measured, name, "tokens");
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.0f | %.0f | %.0f | %.1f | %.2f | %.0f | %.0f |",
        name,
        tuples / messages,
        ours.nanos() / messages,
        ours.nanos() / tuples,
        workload.bytes() / ours.nanos() * 1_000,
        mapper.nanos() / ours.nanos(),
        ours.nanos() / tokens.nanos(),
        ours.bytes() / tuples,
        mapper.bytes() / tuples);
  }

  private static Measured find(List<Measured> measured, String workload, String way) {
    return measured.stream()
        .filter(it -> it.workload().equals(workload) && it.way().equals(way))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not measured: " + way + " " + workload));
  }
}
