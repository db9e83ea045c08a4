package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report about one record of a partition, and what waits behind it.
 *
 * @param group consumer group
 * @param partition the partition, with the group's commit
 * @param record the record; empty if every record is applied
 * @param isFirst whether the record is the first one from the commit on
 * @param backlog the records behind it; empty if there is no record, or none were wanted
 * @param now current time
 */
public record Inspection(
    String group,
    InspectedPartition partition,
    Optional<InspectedRecord> record,
    boolean isFirst,
    Optional<Backlog> backlog,
    Instant now)
    implements Report {

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>(partition.lines(record, now));
    record.ifPresentOrElse(
        it -> {
          lines.add(style.bold("record at offset " + it.record().offset()) + ", " + position(it));
          lines.addAll(it.lines(now));
        },
        () ->
            lines.add(
                partition.hidden() > 0
                    ? "no record can be read before the open transaction ends"
                    : "no record waits: every record is applied or skipped"));
    backlog.ifPresent(it -> lines.addAll(it.lines(now)));
    return lines;
  }

  private String position(InspectedRecord shown) {
    long above = shown.record().offset().value() - partition.firstUnapplied().value();
    if (above < 0) {
      return "below the commit, so it is applied or skipped";
    }
    return isFirst ? "the first that is not committed" : above + " offsets above the commit";
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, Inspection::write));
  }

  private static void write(Inspection inspection, FieldWriter fields) throws IOException {
    fields.text("group", inspection.group());
    inspection.partition().write(fields);
    fields.flag("first_unapplied", inspection.isFirst());
    fields.objectOrNull("record", inspection.record(), (it, to) -> it.write(to, inspection.now()));
    fields.objectOrNull("behind", inspection.backlog(), (it, to) -> it.write(to, inspection.now()));
  }
}
