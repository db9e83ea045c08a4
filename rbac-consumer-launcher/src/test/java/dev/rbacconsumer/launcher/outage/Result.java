package dev.rbacconsumer.launcher.outage;

import java.util.List;
import java.util.Set;

/**
 * The outcome of one row.
 *
 * @param differences from what is expected, in words; empty where the row holds
 * @param rates queries of the documentation for rates that were above 0
 * @param seconds that the row took
 */
record Result(Row row, List<String> differences, Set<String> rates, double seconds) {
  Result {
    differences = List.copyOf(differences);
    rates = Set.copyOf(rates);
  }

  boolean holds() {
    return differences.isEmpty();
  }

  /** One line, and one for each difference. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            "%-22s %-6s %3.0f s".formatted(row.name(), holds() ? "ok" : "FAILED", seconds));
    differences.forEach(it -> text.append(System.lineSeparator()).append("    ").append(it));
    return text.toString();
  }
}
