package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report about all parked records.
 *
 * @param topic topic of the quarantine
 * @param items the records, by group, partition and offset
 * @param allGroups whether records of all groups are listed
 * @param unreadable a description of each record of the topic that is no entry
 * @param now current time
 */
public record QuarantineList(
    String topic, List<ParkedItem> items, boolean allGroups, List<String> unreadable, Instant now)
    implements Report {
  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    String group = "";
    for (ParkedItem item : items) {
      if (allGroups && !item.group().equals(group)) {
        group = item.group();
        lines.add(style.bold("group " + group));
      }
      lines.add(item.headline(now));
    }
    unreadable.forEach(it -> lines.add("! no entry of a quarantine: " + it));
    lines.add(totals());
    return lines;
  }

  private String totals() {
    if (items.isEmpty()) {
      return "nothing is parked in " + topic;
    }
    long unread = items.stream().filter(it -> it.removals().isEmpty()).count();
    return "%s parked in %s, %d failed: %s, %s%s"
        .formatted(
            Counted.of(items.size(), "message"),
            topic,
            failed(),
            Counted.of(removals(), "removal"),
            Counted.of(additions(), "addition"),
            unread == 0
                ? ""
                : "; %s cannot be read, and may have more"
                    .formatted(Counted.of(unread, "message")));
  }

  private long failed() {
    return items.stream().filter(it -> it.parked().failure().isPresent()).count();
  }

  private long removals() {
    return items.stream().mapToLong(it -> it.removals().orElse(0L)).sum();
  }

  private long additions() {
    return items.stream().mapToLong(it -> it.additions().orElse(0L)).sum();
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, QuarantineList::write));
  }

  private static void write(QuarantineList list, FieldWriter fields) throws IOException {
    fields.text("quarantine_topic", list.topic());
    fields.number("messages", list.items().size());
    fields.number("failed", list.failed());
    fields.number("removals", list.removals());
    fields.number("additions", list.additions());
    fields.objects("parked", list.items(), ParkedItem::write);
    fields.texts("unreadable", list.unreadable());
  }
}
