package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Report about a replay of parked records that was not begun.
 *
 * @param items the records that would be released, in this order
 * @param command the command that begins the replay
 */
public record ReplayPlan(List<ParkedItem> items, String command) implements Report {
  /** Returns whether every record can be decoded; whether the store takes it is not known. */
  public boolean isWithoutFaults() {
    return items.stream().allMatch(it -> it.fault().isEmpty());
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    Set<PartitionId> stopped = new HashSet<>();
    for (ParkedItem item : items) {
      lines.add(item.place() + " " + fate(item, stopped));
      if (item.fault().isPresent()) {
        stopped.add(item.partition());
      }
    }
    if (items.isEmpty()) {
      lines.add("Nothing is parked that could be replayed.");
    } else {
      lines.add("Whether the store takes them is not known before it is asked.");
      lines.add("Nothing was done. To do it:");
      lines.add("  " + command);
    }
    return lines;
  }

  private static String fate(ParkedItem item, Set<PartitionId> stopped) {
    if (stopped.contains(item.partition())) {
      return "would not be tried, since an earlier one fails";
    }
    return item.fault()
        .map(
            it ->
                "is still refused, and ends the replay of partition %d: %s"
                    .formatted(item.partition().number(), SafeText.sentence(it)))
        .orElseGet(() -> "would be applied: %s (%s)".formatted(item.effect(), item.why()));
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, ReplayPlan::write));
  }

  private static void write(ReplayPlan plan, FieldWriter fields) throws IOException {
    fields.text("summary", Counted.of(plan.items().size(), "message"));
    fields.objects("parked", plan.items(), ParkedItem::write);
    fields.text("command", plan.command());
  }
}
