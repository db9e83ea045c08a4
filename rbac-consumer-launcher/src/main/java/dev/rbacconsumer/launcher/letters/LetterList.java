package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.kafka.internal.letters.LetterEntry;
import dev.rbacconsumer.kafka.internal.letters.LetterIndex;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report that lists dead letters, one a line.
 *
 * @param topic the dead-letter topic
 * @param letters the letters to list, in this order
 * @param givenUp number of records that were given up and are not listed
 * @param index index of the whole topic
 * @param now current time
 */
public record LetterList(
    String topic, List<ListedLetter> letters, long givenUp, LetterIndex index, Instant now)
    implements Report {
  private static final List<String> HEADING =
      List.of("letter", "record", "age", "failure", "org", "change", "state");

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    if (!letters.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(HEADING));
      letters.forEach(it -> rows.add(it.cells(now)));
      lines.addAll(table(rows));
    }
    long replayed = letters.stream().filter(it -> it.stored().replayed().isPresent()).count();
    long left = letters.stream().filter(it -> it.stored().isLeft()).count();
    lines.add(
        "%s of %s: %d left, %d replayed"
            .formatted(Counted.of(letters.size(), "letter"), topic, left, replayed));
    if (givenUp > 0) {
      lines.add(
          "%s given up with skip and not listed; --all lists them"
              .formatted(Counted.of(givenUp, "record")));
    }
    lines.addAll(unknown());
    return lines;
  }

  private List<String> unknown() {
    List<String> lines = new ArrayList<>();
    if (index.unknownCount() > 0) {
      lines.add(
          "%s of the topic %s no dead letter:"
              .formatted(
                  Counted.of(index.unknownCount(), "record"),
                  index.unknownCount() == 1 ? "is" : "are"));
      index.unknown().forEach(it -> lines.add("  %s: %s".formatted(it.place(), it.problem())));
      if (index.unknownCount() > index.unknown().size()) {
        lines.add("  …");
      }
    }
    return lines;
  }

  /** Returns rows whose cells are below each other. */
  private static List<String> table(List<List<String>> rows) {
    int columns = HEADING.size();
    List<String> lines = new ArrayList<>();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i));
        line.append(" ".repeat(i == columns - 1 ? 0 : widths[i] - row.get(i).length() + 2));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, LetterList::write));
  }

  private static void write(LetterList list, FieldWriter fields) throws IOException {
    fields.text("topic", list.topic());
    fields.objects("letters", list.letters(), (it, to) -> it.write(to, list.now()));
    fields.number("given_up_not_listed", list.givenUp());
    fields.number("unknown_records", list.index().unknownCount());
    fields.objects("unknown", list.index().unknown(), LetterList::write);
  }

  private static void write(LetterEntry.Unknown unknown, FieldWriter fields) throws IOException {
    fields.text("place", unknown.place().toString());
    fields.text("problem", unknown.problem());
  }
}
