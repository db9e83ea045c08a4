package dev.rbacconsumer.launcher.status.client;

import dev.rbacconsumer.core.text.SafeText;
import dev.rbacconsumer.launcher.config.JsonTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats a status as lines for a terminal: the consumer, a table of its partitions, and the
 * problems.
 */
public final class StatusText {
  private static final int STATE_COLUMN = 1;
  private static final List<String> HEADS =
      List.of("PART", "STATE", "POSITION", "COMMITTED", "END", "LAG", "BEHIND", "WINDOW", "LOCK");

  private final int width;
  private final AnsiStyle paint;

  /**
   * @param width width at which sentences are wrapped, in characters, at least 40
   * @param colours whether to use colours
   */
  public StatusText(int width, boolean colours) {
    this.width = width;
    this.paint = new AnsiStyle(colours);
  }

  /** Returns the lines, without line ends. */
  public List<String> lines(JsonTree status) {
    Instant now = TimeText.instant(text(status, "at")).orElse(Instant.EPOCH);
    List<String> lines = new ArrayList<>(head(status, now));
    List<JsonTree> partitions = status.get("partitions").items();
    if (!partitions.isEmpty()) {
      lines.add("");
      lines.addAll(table(partitions));
    }
    lines.addAll(DryRunText.lines(status));
    Problems problems = new Problems(now, width, paint);
    problems.source(status.get("source"));
    status.get("passed_over").items().forEach(problems::passedOver);
    partitions.forEach(problems::partition);
    lines.addAll(problems.lines());
    return lines;
  }

  private List<String> head(JsonTree status, Instant now) {
    JsonTree instance = status.get("instance");
    String state = text(status, "state");
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s on %s: %s"
            .formatted(
                paint.bold("rbac-consumer"),
                text(instance, "version"),
                text(instance, "host"),
                paint.state(state, state)));
    lines.add("group %s, topic %s".formatted(text(instance, "group"), text(instance, "topic")));
    lines.add(
        Stream.of(
                "up " + span(instance, "uptime_seconds"),
                "Kafka read " + span(status.get("source"), "since_poll_seconds") + " ago",
                "as of " + TimeText.at(now, now))
            .filter(it -> !it.contains(" " + TimeText.UNKNOWN))
            .collect(Collectors.joining(", ")));
    return lines;
  }

  private List<String> table(List<JsonTree> partitions) {
    Table table = new Table(HEADS, STATE_COLUMN);
    for (JsonTree partition : partitions) {
      table.add(
          List.of(
              text(partition, "partition"),
              text(partition, "state"),
              text(partition, "position"),
              text(partition, "committed"),
              text(partition, "end"),
              text(partition, "lag"),
              span(partition, "lag_seconds"),
              text(partition, "window_left"),
              lock(partition.get("fence"))));
    }
    List<String> lines = new ArrayList<>(List.of(paint.bold(table.head())));
    lines.addAll(table.lines(paint::state));
    return lines;
  }

  private static String lock(JsonTree fence) {
    String age = span(fence, "age_seconds");
    return age.equals(TimeText.UNKNOWN) ? text(fence, "state") : age;
  }

  private static String span(JsonTree object, String name) {
    return TimeText.span(object.get(name).text());
  }

  private static String text(JsonTree object, String name) {
    String text = object.get(name).text();
    return text.isEmpty() ? TimeText.UNKNOWN : SafeText.sentence(text);
  }
}
