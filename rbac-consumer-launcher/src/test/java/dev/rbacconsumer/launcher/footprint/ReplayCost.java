package dev.rbacconsumer.launcher.footprint;

import dev.rbacconsumer.testkit.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The cost of one replay of a backlog.
 *
 * @param mode value of {@code RBAC_KAFKA_CONSUMER_REPLAY}
 * @param messages that were replayed
 * @param tuples number of different tuples that they name
 * @param calls number of calls that write to the store
 * @param changes number of tuples that these calls added to the store or removed from it
 * @param took from the start of the process to the last commit
 * @param memory before the process was told to stop
 * @param collections of garbage
 */
record ReplayCost(
    String mode,
    int messages,
    long tuples,
    long calls,
    long changes,
    Duration took,
    ProcessMemory memory,
    GcLog collections) {

  /** The table that {@code docs/performance.md} shows. */
  static Figures figures(List<ReplayCost> costs) {
    List<String> header = new ArrayList<>(List.of(""));
    costs.forEach(cost -> header.add("`" + cost.mode + "`"));
    return new Figures()
        .table(
            header,
            List.of(
                row("messages", costs, it -> "" + it.messages),
                row("different tuples", costs, it -> "" + it.tuples),
                row("calls that write to the store", costs, it -> "" + it.calls),
                row("tuples added or removed on the way", costs, it -> "" + it.changes),
                row("seconds", costs, it -> decimal(seconds(it.took))),
                row("messages/s", costs, it -> decimal(it.messages / seconds(it.took))),
                row("resident memory, at the highest, MiB", costs, it -> "" + it.memory.peakMiB()),
                row(
                    "heap before a collection, at the highest, MiB",
                    costs,
                    it -> "" + it.collections.mostUsedMiB())));
  }

  private static List<String> row(
      String title, List<ReplayCost> costs, Function<ReplayCost, String> value) {
    List<String> row = new ArrayList<>(List.of(title));
    costs.forEach(cost -> row.add(value.apply(cost)));
    return row;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
