package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report about a parked record that would be given up, and what is lost by it: removals come first.
 *
 * @param item the record
 * @param waiting offsets of the records that were parked behind it
 * @param command the command that gives it up; empty if it is given up now
 */
public record DiscardPlan(ParkedItem item, List<Offset> waiting, Optional<String> command)
    implements Report {
  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "quarantine discard: parked record %s is copied, released, and never applied unless its"
                .formatted(item.place())
            + " copy is replayed:");
    lines.add("  %s, digest %s".formatted(item.why(), item.digest()));
    item.fault().ifPresent(it -> lines.add("  ! " + SafeText.sentence(it)));
    lines.add(lost());
    lines.addAll(item.tuples());
    if (!waiting.isEmpty()) {
      lines.add(
          "%s; they stay parked until they are replayed".formatted(ParkedDetails.waiting(waiting)));
    }
    command.ifPresent(
        it -> {
          lines.add("Nothing was done. To do it:");
          lines.add("  " + it);
        });
    return lines;
  }

  private String lost() {
    return item.fault().isPresent()
        ? "Lost by it: unknown, as the record cannot be read; it may remove relations, which then"
            + " stay granted"
        : "Lost by it: %s, which then stay granted, and %s"
            .formatted(
                Counted.of(item.removals().orElse(0L), "removal"),
                Counted.of(item.additions().orElse(0L), "addition"));
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, DiscardPlan::write));
  }

  private static void write(DiscardPlan plan, FieldWriter fields) throws IOException {
    plan.item().write(fields);
    fields.texts("tuples", plan.item().tuples().stream().map(String::strip).toList());
    fields.texts("waiting", plan.waiting().stream().map(Offset::toString).toList());
    fields.known("command", plan.command().orElse(""));
  }
}
