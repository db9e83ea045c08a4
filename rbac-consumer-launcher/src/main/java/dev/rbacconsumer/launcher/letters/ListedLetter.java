package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.status.text.TimeText;
import dev.rbacconsumer.kafka.internal.letters.LetterFacts;
import dev.rbacconsumer.kafka.internal.letters.ReplayMarker;
import dev.rbacconsumer.kafka.internal.letters.StoredLetter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter with its content in short.
 *
 * @param stored the letter
 * @param content its content
 */
public record ListedLetter(StoredLetter stored, LetterContent.Counts content) {
  /** Returns the record that the letter holds, such as {@code outbox-1@17}. */
  public String origin() {
    return stored.origin() + "@" + stored.offset();
  }

  /** Returns the failure, such as {@code rejected/unknown_type}. */
  String failure() {
    LetterFacts facts = stored.facts();
    return facts.code().isEmpty()
        ? facts.failureClass()
        : facts.failureClass() + "/" + facts.code();
  }

  /** Returns the cells of the letter in a list. */
  List<String> cells(Instant now) {
    return List.of(
        stored.id().toString(),
        origin(),
        stored.facts().at().map(it -> TimeText.span(Duration.between(it, now).abs())).orElse("-"),
        failure().isEmpty() ? "-" : failure(),
        content.orgId().isEmpty() ? "-" : content.orgId(),
        content.words(),
        state());
  }

  private String state() {
    if (stored.facts().isGivenUp()) {
      return "given up by " + stored.facts().by();
    }
    return stored
        .replayed()
        .map(it -> "replayed " + it.at().map(Instant::toString).orElse("") + " by " + it.by())
        .orElse("left");
  }

  /** Returns the lines about how the record was set aside, and replayed. */
  List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    LetterFacts facts = stored.facts();
    lines.add(
        "  set aside " + facts.at().map(it -> TimeText.dated(it, now)).orElse("at unknown time"));
    lines.add("  by " + (facts.action().isEmpty() ? "a policy" : facts.by()) + of(facts));
    if (!facts.operatorReason().isEmpty()) {
      lines.add("  because " + facts.operatorReason());
    }
    lines.add("  failure " + failure() + ": " + facts.reason());
    if (stored.copies() > 1) {
      lines.add("  " + Counted.of(stored.copies(), "copy").replace("copys", "copies"));
    }
    lines.add(stored.replayed().map(it -> replayed(it, now)).orElse("  " + state()));
    return lines;
  }

  private static String of(LetterFacts facts) {
    String action = facts.action().isEmpty() ? "" : " with " + facts.action();
    return facts.application().isEmpty() ? action : action + ", in " + facts.application();
  }

  private static String replayed(ReplayMarker marker, Instant now) {
    return "  replayed %s by %s at position %s: %s operations applied, %s left out; because %s"
        .formatted(
            marker.at().map(it -> TimeText.dated(it, now)).orElse("at unknown time"),
            marker.by(),
            text(marker.position()),
            text(marker.applied()),
            text(marker.leftOut()),
            marker.reason());
  }

  private static String text(Optional<Long> number) {
    return number.map(it -> Long.toString(it)).orElse("unknown");
  }

  /** Writes the fields of the letter. */
  void write(FieldWriter fields, Instant now) throws IOException {
    LetterFacts facts = stored.facts();
    fields.text("letter", stored.id().toString());
    fields.text("topic", stored.origin().topic());
    fields.number("partition", stored.origin().number());
    fields.number("offset", stored.offset().value());
    fields.text("digest", stored.digest());
    fields.instant("at", facts.at());
    fields.seconds("age_seconds", facts.at().map(it -> Duration.between(it, now)));
    fields.known("class", facts.failureClass());
    fields.known("code", facts.code());
    fields.known("reason", facts.reason());
    fields.known("application", facts.application());
    fields.known("action", facts.action());
    fields.known("by", facts.by());
    fields.known("operator_reason", facts.operatorReason());
    fields.number("copies", stored.copies());
    fields.text("verdict", content.verdict());
    fields.known("event_type", content.eventType());
    fields.known("org_id", content.orgId());
    fields.number("removals", content.removals());
    fields.number("additions", content.additions());
    fields.text("state", word());
    fields.objectOrNull("replayed", stored.replayed(), ListedLetter::write);
  }

  private String word() {
    if (stored.facts().isGivenUp()) {
      return "given_up";
    }
    return stored.replayed().isPresent() ? "replayed" : "left";
  }

  private static void write(ReplayMarker marker, FieldWriter fields) throws IOException {
    fields.instant("at", marker.at());
    fields.known("by", marker.by());
    fields.known("reason", marker.reason());
    fields.known("application", marker.application());
    fields.number("position", marker.position());
    fields.number("applied", marker.applied());
    fields.number("left_out", marker.leftOut());
  }
}
