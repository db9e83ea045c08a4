package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.letter.LaterChanges;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter with what its replay would do now.
 *
 * @param letter the letter
 * @param content its content
 * @param obstacle reason why it cannot be replayed now; empty if it can
 * @param later changes by later records; empty if they were not read
 * @param unreadFrom position from which later records were not read; empty if all were
 */
public record PlannedReplay(
    ListedLetter letter,
    LetterContent content,
    Optional<String> obstacle,
    Optional<LaterChanges> later,
    Optional<CommitPosition> unreadFrom) {
  private static final int MOST_SHOWN = 50;
  private static final TupleChange NONE = TupleChange.net(List.of(), List.of());

  /** Returns the operations that would be applied. */
  TupleChange left() {
    return later.map(LaterChanges::left).orElse(content.change().orElse(NONE));
  }

  private TupleChange leftOut() {
    return later.map(LaterChanges::leftOut).orElse(NONE);
  }

  /** Returns one line that names the letter and the effect of its replay. */
  String headline() {
    String effect;
    if (obstacle.isPresent()) {
      effect = "cannot be replayed: " + obstacle.get();
    } else if (content.change().isEmpty()) {
      effect = "would be passed to its handler (" + content.verdict() + ")";
    } else {
      effect =
          "would make %s and %s, and leave out %d"
              .formatted(
                  Counted.of(left().removals().size(), "removal"),
                  Counted.of(left().additions().size(), "addition"),
                  leftOut().size());
    }
    return "%s of %s %s".formatted(letter.stored().id(), letter.origin(), effect);
  }

  /** Returns the lines about single tuples. */
  List<String> details() {
    List<String> lines = new ArrayList<>();
    if (obstacle.isEmpty()) {
      add(lines, "- ", left().removals());
      add(lines, "+ ", left().additions());
    }
    List<RelationTuple> out = leftOutTuples();
    out.stream()
        .limit(MOST_SHOWN)
        .forEach(it -> lines.add("  left out " + text(it) + ", changed by offset " + by(it)));
    more(out.size()).ifPresent(lines::add);
    unreadFrom.ifPresent(
        from ->
            lines.add(
                "  not known: what records from offset %s on have changed; a replay reads them all"
                    .formatted(from)));
    return lines;
  }

  private List<RelationTuple> leftOutTuples() {
    List<RelationTuple> out = new ArrayList<>(leftOut().removals());
    out.addAll(leftOut().additions());
    return out;
  }

  private String by(RelationTuple tuple) {
    return later.flatMap(it -> it.changedBy(tuple)).map(Offset::toString).orElse("unknown");
  }

  private static void add(List<String> lines, String mark, List<RelationTuple> tuples) {
    tuples.stream().limit(MOST_SHOWN).forEach(it -> lines.add("  " + mark + text(it)));
    more(tuples.size()).ifPresent(lines::add);
  }

  private static Optional<String> more(int all) {
    return all > MOST_SHOWN
        ? Optional.of("  … and %d more".formatted(all - MOST_SHOWN))
        : Optional.empty();
  }

  private static String text(RelationTuple tuple) {
    return SafeText.sentence(tuple.toString());
  }

  /** Writes the fields of the plan. */
  void write(FieldWriter fields) throws IOException {
    fields.flag("possible", obstacle.isEmpty());
    fields.known("obstacle", obstacle.orElse(""));
    fields.number("removals", left().removals().size());
    fields.texts("removed_tuples", texts(left().removals()));
    fields.number("additions", left().additions().size());
    fields.texts("added_tuples", texts(left().additions()));
    List<RelationTuple> out = leftOutTuples();
    fields.number("left_out", out.size());
    fields.objects(
        "left_out_tuples",
        out.stream().limit(MOST_SHOWN).toList(),
        (tuple, to) -> {
          to.text("tuple", text(tuple));
          to.number("changed_by", later.flatMap(it -> it.changedBy(tuple)).map(Offset::value));
        });
    fields.number("unread_from", unreadFrom.map(CommitPosition::value));
  }

  private static List<String> texts(List<RelationTuple> tuples) {
    return tuples.stream().limit(MOST_SHOWN).map(PlannedReplay::text).toList();
  }
}
