package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.status.text.TimeText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The records behind the shown one, as far as they were read.
 *
 * @param summary summary of the records that were read
 * @param readable position behind the last record that can be read
 * @param readTo position up to which the log was read
 * @param problem why reading ended before the limit; empty if it did not
 */
public record Backlog(
    BacklogSummary summary,
    CommitPosition readable,
    CommitPosition readTo,
    Optional<String> problem) {
  static final int MOST_ORGANISATIONS = 20;

  /** Returns whether every readable record was read. */
  boolean isComplete() {
    return readTo.compareTo(readable) >= 0;
  }

  /** Returns the lines for people, with a heading. */
  List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(heading());
    problem.ifPresent(it -> lines.add("  reading ended early: " + SafeText.sentence(it)));
    if (summary.messages() == 0) {
      return lines;
    }
    lines.add(
        "  %s in %s, %s in %s"
            .formatted(
                Counted.of(summary.removals(), "removal"),
                Counted.of(summary.removing(), "message"),
                Counted.of(summary.additions(), "addition"),
                Counted.of(summary.adding(), "message")));
    lines.add(
        "  %s, %s, %d undecodable"
            .formatted(
                Counted.of(summary.workspaces(), "workspace event"),
                Counted.of(summary.tombstones(), "tombstone"),
                summary.undecodableCount()));
    if (summary.undecodableCount() > 0) {
      lines.add(
          "  undecodable at "
              + listed(
                  summary.undecodable().stream().map(Offset::toString).toList(),
                  summary.undecodableCount()));
    }
    if (summary.organisationCount() > 0) {
      lines.add(
          "  organisations "
              + listed(
                  summary.organisations(MOST_ORGANISATIONS).stream()
                      .map(it -> "%s (%d)".formatted(it.id(), it.messages()))
                      .toList(),
                  summary.organisationCount()));
    }
    lines.add("  oldest " + summary.oldest().map(it -> TimeText.dated(it, now)).orElse("unknown"));
    lines.add("  same tuples " + same());
    return lines;
  }

  private String heading() {
    String where =
        summary.messages() == 0
            ? ""
            : " (offsets %s to %s)"
                .formatted(summary.first().orElseThrow(), summary.last().orElseThrow());
    String rest =
        isComplete()
            ? "no more can be read"
            : "%d offsets behind them were not read".formatted(readable.value() - readTo.value());
    return "behind it %s%s, %s".formatted(Counted.of(summary.messages(), "message"), where, rest);
  }

  private String same() {
    return summary
        .shared()
        .map(
            shared ->
                shared.isEmpty()
                    ? "in none"
                    : "at "
                        + listed(
                            shared.stream()
                                .map(
                                    it ->
                                        "%s (-%d +%d)"
                                            .formatted(it.offset(), it.removed(), it.added()))
                                .toList(),
                            summary.sharedCount()))
        .orElse("unknown, because the record is no valid change of relations");
  }

  private static String listed(List<String> shown, int all) {
    int more = all - shown.size();
    return shown.stream().collect(Collectors.joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /** Writes the fields of the backlog. */
  void write(FieldWriter fields, Instant now) throws IOException {
    fields.number("messages", summary.messages());
    fields.number("first_offset", summary.first().map(Offset::value));
    fields.number("last_offset", summary.last().map(Offset::value));
    fields.flag("complete", isComplete());
    fields.number("read_to", readTo.value());
    fields.known("problem", problem.map(SafeText::sentence).orElse(""));
    fields.number("relations", summary.relations());
    fields.number("removals", summary.removals());
    fields.number("messages_with_removals", summary.removing());
    fields.number("additions", summary.additions());
    fields.number("messages_with_additions", summary.adding());
    fields.number("workspaces", summary.workspaces());
    fields.number("tombstones", summary.tombstones());
    fields.number("undecodable", summary.undecodableCount());
    fields.texts(
        "undecodable_offsets", summary.undecodable().stream().map(Offset::toString).toList());
    fields.number("organisation_count", summary.organisationCount());
    fields.objects(
        "organisations",
        summary.organisations(MOST_ORGANISATIONS),
        (organisation, to) -> {
          to.text("org_id", organisation.id());
          to.number("messages", organisation.messages());
        });
    fields.instant("oldest_time", summary.oldest());
    fields.seconds("oldest_age_seconds", summary.oldest().map(it -> Duration.between(it, now)));
    fields.number("same_tuples_count", summary.shared().map(known -> (long) summary.sharedCount()));
    fields.objects(
        "same_tuples",
        summary.shared().orElse(List.of()),
        (shared, to) -> {
          to.number("offset", shared.offset().value());
          to.number("removed", shared.removed());
          to.number("added", shared.added());
        });
  }
}
