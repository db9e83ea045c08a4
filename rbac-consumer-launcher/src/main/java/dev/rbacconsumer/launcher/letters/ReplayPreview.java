package dev.rbacconsumer.launcher.letters;

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
 * Report about a replay that was not begun.
 *
 * @param letters the letters that would be replayed, in this order
 * @param others the letters that match, but are not replayed
 * @param command the command that begins the replay
 * @param now current time
 */
public record ReplayPreview(List<PlannedReplay> letters, Others others, String command, Instant now)
    implements Report {
  /**
   * Numbers of letters that match, but are not replayed.
   *
   * @param replayed letters that were replayed before
   * @param givenUp records that an operator gave up
   * @param ofOtherTopics letters of other topics
   */
  public record Others(long replayed, long givenUp, long ofOtherTopics) {
    /** Returns a line for each number that is not zero. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (replayed > 0) {
        lines.add(
            "%s replayed before; --again repeats that".formatted(Counted.of(replayed, "letter")));
      }
      if (givenUp > 0) {
        lines.add(
            "%s given up with skip, and never replayed; have RBAC replicate what they were about"
                .formatted(Counted.of(givenUp, "record")));
      }
      if (ofOtherTopics > 0) {
        lines.add(
            "%s of other topics; --topic names one".formatted(Counted.of(ofOtherTopics, "letter")));
      }
      return lines;
    }

    void write(FieldWriter fields) throws IOException {
      fields.number("already_replayed", replayed);
      fields.number("given_up", givenUp);
      fields.number("of_other_topics", ofOtherTopics);
    }
  }

  /** Returns whether no letter has an obstacle. */
  public boolean isWithoutObstacles() {
    return letters.stream().allMatch(it -> it.obstacle().isEmpty());
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    for (PlannedReplay letter : letters) {
      lines.add(letter.headline());
      lines.addAll(letter.details());
    }
    lines.addAll(others.lines());
    if (letters.isEmpty()) {
      lines.add("Nothing is left to be replayed.");
    } else {
      lines.add("Nothing was done. To do it:");
      lines.add("  " + command);
    }
    return lines;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, ReplayPreview::write));
  }

  private static void write(ReplayPreview preview, FieldWriter fields) throws IOException {
    fields.objects(
        "letters",
        preview.letters(),
        (it, to) -> {
          it.letter().write(to, preview.now());
          to.object("replay", it, PlannedReplay::write);
        });
    preview.others().write(fields);
    fields.text("command", preview.command());
  }
}
