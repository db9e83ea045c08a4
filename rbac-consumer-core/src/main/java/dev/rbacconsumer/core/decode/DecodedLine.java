package dev.rbacconsumer.core.decode;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Decoded message.
 *
 * @param place its place, such as {@code line 3}
 * @param verdict classification of the message
 * @param metadata metadata of the event; empty if there is none
 * @param violations violations in the message
 * @param unknown paths of its unknown fields
 * @param calls calls that would be made for it, in this order
 */
public record DecodedLine(
    String place,
    Verdict verdict,
    Optional<EventMetadata> metadata,
    List<Violation> violations,
    UnknownFieldPaths unknown,
    List<PlannedCall> calls)
    implements Report {

  /**
   * Returns the line for a decoded message.
   *
   * @param place its place
   * @param planner finds the calls for a change
   * @throws IllegalStateException if the message is of a registered type
   */
  public static DecodedLine of(
      String place, Decoding decoding, UnknownFieldPaths unknown, WritePlanner planner) {
    return decoding.match(
        relations ->
            new DecodedLine(
                place,
                Verdict.RELATIONS,
                Optional.of(relations.event().metadata()),
                List.of(),
                unknown,
                planner.plan(relations.event().change())),
        workspace ->
            new DecodedLine(
                place,
                Verdict.WORKSPACE,
                Optional.of(workspace.event().metadata()),
                List.of(),
                unknown,
                List.of()),
        custom -> {
          throw new IllegalStateException("no type is registered here, got " + custom);
        },
        tombstone -> refusal(place, Verdict.TOMBSTONE, List.of(), unknown),
        malformed -> refusal(place, Verdict.MALFORMED, List.of(malformed.violation()), unknown),
        invalid -> refusal(place, Verdict.INVALID, invalid.violations(), unknown));
  }

  private static DecodedLine refusal(
      String place, Verdict verdict, List<Violation> violations, UnknownFieldPaths unknown) {
    return new DecodedLine(place, verdict, Optional.empty(), violations, unknown, List.of());
  }

  /** Returns a line for the event, for each violation and for each unknown field. */
  public List<String> findings() {
    List<String> details = new ArrayList<>();
    metadata.map(DecodedLine::about).filter(it -> !it.isEmpty()).ifPresent(details::add);
    violations.forEach(violation -> details.add(violation.toString()));
    unknown.listed().forEach(path -> details.add("unknown field at " + path));
    int more = unknown.count() - unknown.listed().size();
    if (more > 0) {
      details.add("unknown fields at " + more + " more places");
    }
    return details;
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> details = new ArrayList<>(findings());
    for (PlannedCall call : calls) {
      details.add(call.method());
      call.request().forEach(field -> details.add("  " + field));
    }
    List<String> lines = new ArrayList<>(List.of(place + ": " + verdict.label()));
    details.forEach(detail -> lines.add("  " + detail));
    return lines;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, DecodedLine::write));
  }

  private static void write(DecodedLine line, FieldWriter fields) throws IOException {
    fields.text("place", line.place());
    writeFindings(line, fields);
    fields.objects("calls", line.calls(), DecodedLine::write);
  }

  /** Writes the verdict, the event, the violations and the unknown fields. */
  public static void writeFindings(DecodedLine line, FieldWriter fields) throws IOException {
    fields.text("verdict", line.verdict().label());
    if (line.metadata().isPresent()) {
      EventMetadata metadata = line.metadata().get();
      fields.text("event_id", metadata.eventId());
      fields.text("event_type", metadata.eventType());
      fields.text("aggregate_type", metadata.aggregateType());
      fields.text("aggregate_id", metadata.aggregateId());
      fields.text("org_id", metadata.orgId());
    }
    fields.objects("violations", line.violations(), DecodedLine::write);
    fields.number("unknown_field_count", line.unknown().count());
    fields.texts("unknown_fields", line.unknown().listed());
  }

  private static void write(Violation violation, FieldWriter fields) throws IOException {
    fields.text("code", violation.code().label());
    fields.text("path", violation.path());
    fields.text("message", violation.message());
  }

  private static void write(PlannedCall call, FieldWriter fields) throws IOException {
    fields.text("method", call.method());
    fields.texts("request", call.request());
  }

  private static String about(EventMetadata metadata) {
    StringJoiner parts = new StringJoiner(", ");
    add(parts, "event", metadata.eventId());
    add(parts, "type", metadata.eventType());
    add(parts, "aggregate type", metadata.aggregateType());
    add(parts, "aggregate", metadata.aggregateId());
    add(parts, "org", metadata.orgId());
    return parts.toString();
  }

  private static void add(StringJoiner parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " " + SafeText.quoted(value));
    }
  }
}
