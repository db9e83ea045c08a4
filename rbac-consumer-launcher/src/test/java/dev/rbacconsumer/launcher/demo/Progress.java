package dev.rbacconsumer.launcher.demo;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what the consumer says in its log. Confined to one thread. */
final class Progress {
  private static final Pattern SKIPPED = Pattern.compile("Skipped (\\d+) non-JSON");
  private static final Pattern KEPT = Pattern.compile("Kept (\\d+) non-JSON");

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
    } else {
      skipped += count(SKIPPED, line);
      setAside += count(KEPT, line);
    }
  }

  /** Number of messages that a line names, which stands for a burst of them. */
  private static int count(Pattern burst, String line) {
    Matcher matcher = burst.matcher(line);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
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
