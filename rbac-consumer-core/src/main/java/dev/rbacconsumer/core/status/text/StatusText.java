package dev.rbacconsumer.core.status.text;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats a status as lines for a terminal: the consumer, a table of its partitions, and the
 * problems.
 */
public final class StatusText implements Report {
  private static final int STATE_COLUMN = 1;
  private static final List<String> HEADS =
      List.of("PART", "STATE", "POSITION", "COMMITTED", "END", "LAG", "BEHIND", "WINDOW", "LOCK");

  /** Colours of the states; those that pass by themselves are between good and bad. */
  private static final Map<String, BiFunction<AnsiStyle, String, String>> STATES =
      Map.of(
          "running", AnsiStyle::good,
          "idle", AnsiStyle::good,
          "degraded", AnsiStyle::alarm,
          "blocked", AnsiStyle::alarm,
          "data_loss", AnsiStyle::alarm,
          "stalled", AnsiStyle::alarm,
          "stopped", AnsiStyle::alarm);

  private final String document;
  private final JsonTree status;
  private final int width;

  /**
   * Creates the text of a status.
   *
   * @param document status as received, on one line
   * @param status the document as a tree
   * @param width width at which sentences are wrapped, in characters, at least 40
   */
  public StatusText(String document, JsonTree status, int width) {
    this.document = document;
    this.status = status;
    this.width = width;
  }

  /** Returns the status as received. */
  @Override
  public Optional<String> json() {
    return Optional.of(document);
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    Instant now = TimeText.instant(text(status, "at")).orElse(Instant.EPOCH);
    List<String> lines = new ArrayList<>(head(now, style));
    List<JsonTree> partitions = status.get("partitions").items();
    if (!partitions.isEmpty()) {
      lines.add("");
      lines.addAll(table(partitions, style));
    }
    lines.addAll(DryRunText.lines(status));
    Problems problems = new Problems(now, width, style);
    problems.source(status.get("source"));
    status.get("passed_over").items().forEach(problems::passedOver);
    partitions.forEach(problems::partition);
    lines.addAll(problems.lines());
    return lines;
  }

  private List<String> head(Instant now, AnsiStyle style) {
    JsonTree instance = status.get("instance");
    String state = text(status, "state");
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s on %s: %s"
            .formatted(
                style.bold("rbac-consumer"),
                text(instance, "version"),
                text(instance, "host"),
                colour(style, state, state)));
    lines.add("group %s, topic %s".formatted(text(instance, "group"), text(instance, "topic")));
    lines.add(
        Stream.of(
                "up " + span(instance, "uptime_seconds"),
                answered(status.get("source")),
                "as of " + TimeText.at(now, now))
            .filter(it -> !it.contains(" " + TimeText.UNKNOWN))
            .collect(Collectors.joining(", ")));
    return lines;
  }

  private static String answered(JsonTree source) {
    String since = span(source, "since_answer_seconds");
    return since.equals(TimeText.UNKNOWN)
        ? "Kafka has not answered yet"
        : "Kafka answered " + since + " ago";
  }

  private static List<String> table(List<JsonTree> partitions, AnsiStyle style) {
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
    List<String> lines = new ArrayList<>(List.of(style.bold(table.head())));
    lines.addAll(table.lines((state, shown) -> colour(style, state, shown)));
    return lines;
  }

  private static String colour(AnsiStyle style, String state, String shown) {
    return STATES.getOrDefault(state, AnsiStyle::open).apply(style, shown);
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
