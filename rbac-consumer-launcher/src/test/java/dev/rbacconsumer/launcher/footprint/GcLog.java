package dev.rbacconsumer.launcher.footprint;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code -Xlog:gc} wrote, added up.
 *
 * @param collector its name, such as G1
 * @param pauses how often everything stood still
 * @param paused for how long in all
 * @param concurrent how long collection went on beside the program
 * @param mostUsedMiB heap in use, at the highest, before a collection
 * @param mostLeftMiB heap in use, at the highest, after a collection
 * @param mostKeptMiB the same after a full one, which leaves what is needed; 0 where none was full
 */
public record GcLog(
    String collector,
    long pauses,
    Duration paused,
    Duration concurrent,
    long mostUsedMiB,
    long mostLeftMiB,
    long mostKeptMiB) {
  private static final Pattern USING = Pattern.compile("\\] Using (\\w+)");
  private static final Pattern EVENT =
      Pattern.compile("\\] GC\\(\\d+\\) (Pause|Concurrent)(.*?) ([0-9.]+)ms$");
  private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

  /** Lines of other kinds are passed over. */
  public static GcLog parse(List<String> lines) {
    String collector = "unknown";
    long pauses = 0;
    double paused = 0;
    double concurrent = 0;
    long used = 0;
    long left = 0;
    long kept = 0;
    for (String line : lines) {
      Matcher using = USING.matcher(line);
      Matcher event = EVENT.matcher(line);
      Matcher heap = HEAP.matcher(line);
      if (using.find()) {
        collector = using.group(1);
      } else if (event.find()) {
        double millis = Double.parseDouble(event.group(3));
        if (event.group(1).equals("Pause")) {
          pauses++;
          paused += millis;
        } else {
          concurrent += millis;
        }
        if (heap.find()) {
          used = Math.max(used, Long.parseLong(heap.group(1)));
          left = Math.max(left, Long.parseLong(heap.group(2)));
          if (event.group(2).startsWith(" Full")) {
            kept = Math.max(kept, Long.parseLong(heap.group(2)));
          }
        }
      }
    }
    return new GcLog(collector, pauses, millis(paused), millis(concurrent), used, left, kept);
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }
}
