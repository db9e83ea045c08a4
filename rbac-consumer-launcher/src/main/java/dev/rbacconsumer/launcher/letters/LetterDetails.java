package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report about one dead letter.
 *
 * @param plan the letter, and what its replay would do
 * @param record the record that it holds
 * @param now current time
 */
public record LetterDetails(PlannedReplay plan, InspectedRecord record, Instant now)
    implements Report {
  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    ListedLetter letter = plan.letter();
    lines.add(style.bold("letter " + letter.stored().id()) + ", record " + letter.origin());
    lines.addAll(letter.lines(now));
    lines.addAll(record.lines(now));
    lines.add(style.bold("replay") + " " + plan.headline());
    lines.addAll(plan.details());
    return lines;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, LetterDetails::write));
  }

  private static void write(LetterDetails details, FieldWriter fields) throws IOException {
    details.plan().letter().write(fields, details.now());
    fields.object("record", details.record(), (it, to) -> it.write(to, details.now()));
    fields.object("replay", details.plan(), PlannedReplay::write);
  }
}
