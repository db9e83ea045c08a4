package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.decode.DecodedLine;
import dev.rbacconsumer.core.decode.PlannedCall;
import dev.rbacconsumer.core.decode.UnknownFieldPaths;
import dev.rbacconsumer.core.decode.WritePlanner;
import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.text.TimeText;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A record with all that an operator needs to decide about it.
 *
 * @param record record as read from Kafka
 * @param decoded verdict, faults and calls
 * @param change tuples to remove and to add; empty if the record is no valid change of relations
 */
public record InspectedRecord(
    SourceRecord record, DecodedLine decoded, Optional<TupleChange> change) {
  /** Most headers, and most tuples of each kind, that are shown. */
  static final int MOST_SHOWN = 50;

  /**
   * Decodes a record.
   *
   * @param planner finds the calls for a change
   */
  public static InspectedRecord of(
      SourceRecord record, OutboxDecoder decoder, WritePlanner planner) {
    UnknownFieldPaths unknown = new UnknownFieldPaths();
    Decoding decoding = decoder.decode(record, unknown);
    Optional<TupleChange> change =
        decoding instanceof Decoding.Relations relations
            ? Optional.of(relations.event().change())
            : Optional.empty();
    return new InspectedRecord(
        record, DecodedLine.of("offset " + record.offset(), decoding, unknown, planner), change);
  }

  /** Returns the time of the record; empty if Kafka has none. */
  Optional<Instant> time() {
    return record.timestampMillis() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(record.timestampMillis()));
  }

  /** Returns the lines for people, without a heading. */
  public List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("  time " + time().map(it -> TimeText.dated(it, now)).orElse("unknown"));
    lines.add("  key " + key().map(it -> '"' + it + '"').orElse("none"));
    record.headers().stream().limit(MOST_SHOWN).forEach(it -> lines.add("  header " + text(it)));
    more(record.headers().size(), "headers").ifPresent(it -> lines.add("  " + it));
    lines.add("  digest " + RecordDigest.of(record));
    lines.add("  verdict " + decoded.verdict().label());
    decoded.findings().forEach(it -> lines.add("    " + it));
    change.ifPresent(it -> lines.addAll(plan(it)));
    return lines;
  }

  private List<String> plan(TupleChange tuples) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  plan %s, then %s, in %s"
            .formatted(
                Counted.of(tuples.removals().size(), "removal"),
                Counted.of(tuples.additions().size(), "addition"),
                Counted.of(decoded.calls().size(), "call")));
    methods().forEach((method, times) -> lines.add("    %d × %s".formatted(times, method)));
    tuples.removals().stream().limit(MOST_SHOWN).forEach(it -> lines.add("    - " + text(it)));
    more(tuples.removals().size(), "removals").ifPresent(it -> lines.add("    " + it));
    tuples.additions().stream().limit(MOST_SHOWN).forEach(it -> lines.add("    + " + text(it)));
    more(tuples.additions().size(), "additions").ifPresent(it -> lines.add("    " + it));
    return lines;
  }

  /** Writes the fields of the record. */
  public void write(FieldWriter fields, Instant now) throws IOException {
    fields.number("offset", record.offset().value());
    fields.instant("time", time());
    fields.seconds("age_seconds", time().map(it -> Duration.between(it, now)));
    fields.known("key", key().orElse(""));
    fields.objects(
        "headers",
        record.headers().stream().limit(MOST_SHOWN).toList(),
        (header, to) -> {
          to.text("name", SafeText.field(header.name()));
          to.known("value", header.value() == null ? "" : RecordText.of(header.value()));
        });
    fields.number("header_count", record.headers().size());
    fields.text("digest", RecordDigest.of(record));
    fields.number("size_bytes", record.sizeInBytes());
    DecodedLine.writeFindings(decoded, fields);
    fields.objectOrNull("plan", change, this::write);
  }

  private void write(TupleChange tuples, FieldWriter fields) throws IOException {
    fields.number("calls", decoded.calls().size());
    fields.objects(
        "methods",
        methods().entrySet(),
        (method, to) -> {
          to.text("method", method.getKey());
          to.number("calls", method.getValue());
        });
    fields.number("removals", tuples.removals().size());
    fields.texts("removed_tuples", texts(tuples.removals()));
    fields.number("additions", tuples.additions().size());
    fields.texts("added_tuples", texts(tuples.additions()));
  }

  /** Returns the number of calls of each method, in the order of the first ones. */
  private Map<String, Integer> methods() {
    Map<String, Integer> methods = new LinkedHashMap<>();
    for (PlannedCall call : decoded.calls()) {
      methods.merge(call.method(), 1, Integer::sum);
    }
    return methods;
  }

  private Optional<String> key() {
    return Optional.ofNullable(record.key()).map(RecordText::key);
  }

  private static List<String> texts(List<RelationTuple> tuples) {
    return tuples.stream().limit(MOST_SHOWN).map(InspectedRecord::text).toList();
  }

  private static String text(RelationTuple tuple) {
    return SafeText.sentence(tuple.toString());
  }

  private static String text(RecordHeader header) {
    return new StringJoiner(" = ")
        .add(SafeText.field(header.name()))
        .add(header.value() == null ? "none" : '"' + RecordText.of(header.value()) + '"')
        .toString();
  }

  private static Optional<String> more(int all, String what) {
    return all > MOST_SHOWN
        ? Optional.of("and %d more %s".formatted(all - MOST_SHOWN, what))
        : Optional.empty();
  }
}
