package dev.rbacconsumer.launcher.demo;

import java.util.function.LongSupplier;

/** Counts what the consumer says in its log. Thread-safe. */
final class Progress {
  private int applied;
  private int retried;
  private int skipped;
  private int setAside;
  private int tombstones;

  synchronized void onLine(String line) {
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

  synchronized int retried() {
    return retried;
  }

  /** One line for a person. */
  synchronized String describe(LongSupplier lag) {
    return "applied %d, tombstones %d, skipped %d, set aside %d, retries %d, lag %d"
        .formatted(applied, tombstones, skipped, setAside, retried, lag.getAsLong());
  }
}
