package dev.rbacconsumer.launcher.footprint;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What one run took.
 *
 * @param options of the virtual machine
 * @param messages that were applied
 * @param bytes of those messages in Kafka
 * @param took from the start of the process to the last commit
 * @param processorTime of all its threads in that time
 * @param memory before it was told to stop
 * @param collections of garbage
 * @param logged bytes of its log
 */
record Footprint(
    String options,
    long messages,
    long bytes,
    Duration took,
    Duration processorTime,
    ProcessMemory memory,
    GcLog collections,
    long logged) {
  /** Share of the time in which everything stood still for a collection, 0 to 1. */
  double pauseShare() {
    return seconds(collections.paused()) / seconds(took);
  }

  /** The table that {@code docs/performance.md} shows, in Markdown. */
  List<String> table() {
    return List.of(
        "| | `" + options + "` |",
        "|---|---|",
        row("messages, bytes each", "%d, %d", messages, bytes / messages),
        row("seconds", "%.0f", seconds(took)),
        row("messages/s", "%.0f", messages / seconds(took)),
        row("processor time for a message", "%.2f ms", seconds(processorTime) / messages * 1000),
        row("resident memory, at the highest", "%d MiB", memory.peakMiB()),
        row("heap before a collection, at the highest", "%d MiB", collections.mostUsedMiB()),
        row("heap after a collection, at the highest", "%d MiB", collections.mostLeftMiB()),
        row(
            "heap after a full collection, at the highest",
            collections.mostKeptMiB() == 0 ? "none was full" : "%d MiB",
            collections.mostKeptMiB()),
        row("collector", "%s", collections.collector()),
        row("pauses, mean", "%d, %.2f ms", collections.pauses(), meanPauseMillis()),
        row("share of the time in pauses", "%.2f %%", 100 * pauseShare()),
        row(
            "share of the time in collection beside the program",
            "%.2f %%",
            100 * seconds(collections.concurrent()) / seconds(took)),
        row("threads", "%d", memory.threads()),
        row("log", "%d KiB", logged / 1024));
  }

  private double meanPauseMillis() {
    long pauses = Math.max(1, collections.pauses());
    return seconds(collections.paused()) * 1000 / pauses;
  }

  private static String row(String title, String format, Object... values) {
    return "| " + title + " | " + String.format(Locale.ROOT, format, values) + " |";
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
