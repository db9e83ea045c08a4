package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.core.status.text.TimeText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report about one parked record.
 *
 * @param item the record
 * @param waiting offsets of the records that were parked behind it
 * @param now current time
 */
public record ParkedDetails(ParkedItem item, List<Offset> waiting, Instant now) implements Report {
  private static final int MOST_SHOWN = 20;

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("parked record %s of %s".formatted(item.place(), item.partition().topic()))
            + " since "
            + TimeText.dated(item.parked().since(), now));
    item.parked()
        .failure()
        .ifPresentOrElse(
            it -> lines.add("  failed: " + SafeText.sentence(it.toString())),
            () -> lines.add("  waits " + item.why()));
    if (!waiting.isEmpty()) {
      lines.add("  " + waiting(waiting));
    }
    lines.addAll(item.inspected().lines(now));
    return lines;
  }

  /** Returns which records wait behind another one. */
  static String waiting(List<Offset> offsets) {
    List<String> shown = offsets.stream().limit(MOST_SHOWN).map(Offset::toString).toList();
    int more = offsets.size() - shown.size();
    return "behind it wait %s%s"
        .formatted(String.join(", ", shown), more > 0 ? " and %d more".formatted(more) : "");
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, ParkedDetails::write));
  }

  private static void write(ParkedDetails details, FieldWriter fields) throws IOException {
    details.item().write(fields);
    fields.texts("waiting", details.waiting().stream().map(Offset::toString).toList());
    fields.object("record", details, (it, to) -> it.item().inspected().write(to, it.now()));
  }
}
