package dev.rbacconsumer.launcher.demo;

import java.util.List;
import java.util.function.LongSupplier;

/** Counts what the consumer says in its log. Confined to one thread. */
final class Progress {
  private int applied;
  private int retried;
  private int skipped;
  private int setAside;
  private int tombstones;
  private int linesRead;

  /** Counts the lines that are new. */
  void read(List<String> lines) {
    lines.subList(linesRead, lines.size()).forEach(this::onLine);
    linesRead = lines.size();
  }

  private void onLine(String line) {
    if (line.contains("Message processed successfully")) {
      applied++;
    } else if (line.contains("Processing error for message")) {
      retried++;
    } else if (line.contains("kept among the dead letters")) {
      setAside++;
    } else if (line.contains("Passed over a tombstone")) {
      tombstones++;
    } else if (line.contains("non-JSON")) {
      String count = line.replaceFirst(".*Skipped (\\d+) non-JSON.*", "$1");
      skipped += Integer.parseInt(count);
    }
  }

  int retried() {
    return retried;
  }

  /** One line for a person. */
  String describe(LongSupplier lag) {
    return "applied %d, tombstones %d, skipped %d, set aside %d, retries %d, lag %d"
        .formatted(applied, tombstones, skipped, setAside, retried, lag.getAsLong());
  }
}
