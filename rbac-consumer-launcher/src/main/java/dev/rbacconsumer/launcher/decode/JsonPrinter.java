package dev.rbacconsumer.launcher.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.relations.PlannedCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Prints for programs: one object per line, without a summary, which a program can compute itself.
 */
final class JsonPrinter implements DecodePrinter {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;

  JsonPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(DecodedLine line) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(line, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.println(text);
  }

  @Override
  public void summary(Map<Verdict, Integer> counts) {}

  private static void write(DecodedLine line, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("place", line.place());
    json.writeStringField("verdict", line.verdict().label());
    if (line.metadata().isPresent()) {
      EventMetadata metadata = line.metadata().get();
      json.writeStringField("event_id", metadata.eventId());
      json.writeStringField("event_type", metadata.eventType());
      json.writeStringField("aggregate_type", metadata.aggregateType());
      json.writeStringField("aggregate_id", metadata.aggregateId());
      json.writeStringField("org_id", metadata.orgId());
    }
    json.writeArrayFieldStart("violations");
    for (Violation violation : line.violations()) {
      json.writeStartObject();
      json.writeStringField("code", violation.code().label());
      json.writeStringField("path", violation.path());
      json.writeStringField("message", violation.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("unknown_field_count", line.unknown().count());
    json.writeArrayFieldStart("unknown_fields");
    for (String path : line.unknown().listed()) {
      json.writeString(path);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calls");
    for (PlannedCall call : line.calls()) {
      json.writeStartObject();
      json.writeStringField("method", call.method());
      json.writeArrayFieldStart("request");
      for (String field : call.request()) {
        json.writeString(field);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
