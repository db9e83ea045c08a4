package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.testkit.Figures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of starts to the first applied message, by the times of log lines. Not thread-safe. */
final class StartSteps {
  private static final List<Step> STEPS =
      List.of(
          new Step("start script, Java, log, settings", "ConsumerStart: Starting rbac-consumer"),
          new Step("wiring, metrics, Kafka's consumer", "Relations API: target="),
          new Step("gRPC's channel, status, ports", "AdminEndpoint: Metrics at"),
          new Step("first answer of the store, members of the group", "listening on topic"),
          new Step("joining the group", "Partitions assigned"),
          new Step("lock in the store", "Fence acquired"),
          new Step("position", "Reading from the first record"),
          new Step("first fetch", "Processing message (partition: 0, offset: 0)"));

  private static final String LAST = "decoding, first call";

  private final List<List<Double>> millis = new ArrayList<>();

  StartSteps() {
    for (int step = 0; step <= STEPS.size(); step++) {
      millis.add(new ArrayList<>());
    }
  }

  /** Part of a start, which the first line with a text ends. */
  private record Step(String title, String line) {}

  /**
   * Adds a start.
   *
   * @param startedMicros start of the process, in microseconds since 1970
   * @param log lines of its log, in the text format
   * @param appliedMicros answer of the store to the first message
   * @throws IllegalArgumentException if a line is missing
   */
  void add(long startedMicros, List<String> log, long appliedMicros) {
    long before = startedMicros;
    for (int step = 0; step < STEPS.size(); step++) {
      long end = micros(line(log, STEPS.get(step).line()));
      millis.get(step).add((end - before) / 1000.0);
      before = end;
    }
    millis.get(STEPS.size()).add((appliedMicros - before) / 1000.0);
  }

  /** Adds the table of all parts. Numbers are medians. */
  void addTo(Figures figures) {
    List<List<String>> rows = new ArrayList<>();
    for (int step = 0; step <= STEPS.size(); step++) {
      String title = step < STEPS.size() ? STEPS.get(step).title() : LAST;
      rows.add(
          List.of(title, String.format(Locale.ROOT, "%.0f", StartTimes.median(millis.get(step)))));
    }
    figures.table(List.of("part of a start of the archive", "ms"), rows);
  }

  private static String line(List<String> log, String text) {
    return log.stream()
        .filter(it -> it.contains(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("want \"" + text + "\" in " + log));
  }

  private static long micros(String line) {
    Instant time = Instant.parse(line.substring(0, line.indexOf(' ')));
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
