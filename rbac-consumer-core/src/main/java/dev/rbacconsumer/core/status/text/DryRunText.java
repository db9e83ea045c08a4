package dev.rbacconsumer.core.status.text;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the explanation of a dry run, and its findings in each partition. */
final class DryRunText {
  private DryRunText() {}

  /** Returns the lines; none if the consumer is no dry run. */
  static List<String> lines(JsonTree status) {
    if (!status.get("mode").text().equals(DeliveryMode.DRY_RUN.label())) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("DRY RUN: nothing is applied and nothing is committed.");
    lines.add("REPLICATION_TO_RELATION_ENABLED=true applies everything, in the same group.");
    status.get("partitions").items().forEach(it -> add(it, lines));
    return lines;
  }

  private static void add(JsonTree partition, List<String> lines) {
    JsonTree plan = partition.get("plan");
    if (!plan.isObject()) {
      return;
    }
    String counts =
        Stream.of(PlannedAction.values())
            .map(action -> text(plan, action.label()) + " " + action.label())
            .filter(it -> !it.startsWith("0 "))
            .collect(Collectors.joining(", "));
    lines.add(
        "  partition %s, read to %s: %s"
            .formatted(
                text(partition, "partition"),
                text(plan, "read_to"),
                counts.isEmpty() ? "no messages" : counts));
    JsonTree problem = plan.get("first_problem");
    if (problem.isObject()) {
      lines.add(
          "    first problem at offset %s (%s): %s/%s: %s"
              .formatted(
                  text(problem, "offset"),
                  text(problem, "action"),
                  text(problem, "class"),
                  text(problem, "code"),
                  text(problem, "reason")));
    }
  }

  private static String text(JsonTree object, String name) {
    String text = object.get(name).text();
    return text.isEmpty() ? TimeText.UNKNOWN : SafeText.sentence(text);
  }
}
