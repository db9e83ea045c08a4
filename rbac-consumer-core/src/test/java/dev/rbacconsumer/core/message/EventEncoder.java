package dev.rbacconsumer.core.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The way back: writes a payload that must decode to what it was written from. */
final class EventEncoder {
  private static final JsonFactory JSON = new JsonFactory();

  private EventEncoder() {}

  /** A relations payload; a list is left out where it is empty and the other is not. */
  static String relations(
      EventMetadata metadata, List<RelationTuple> removals, List<RelationTuple> additions) {
    return written(
        out -> {
          writeRow(out, metadata);
          if (!removals.isEmpty()) {
            writeTuples(out, "relations_to_remove", removals);
          }
          if (!additions.isEmpty()) {
            writeTuples(out, "relations_to_add", additions);
          }
          writeContext(out, metadata);
        });
  }

  static String workspace(WorkspaceEvent event) {
    return written(
        out -> {
          writeRow(out, event.metadata());
          out.writeStringField("org_id", event.orgId());
          out.writeStringField("account_number", event.accountNumber());
          out.writeObjectFieldStart("workspace");
          out.writeStringField("name", event.workspaceName());
          out.writeStringField("id", event.workspaceId());
          out.writeEndObject();
          out.writeStringField(
              "operation", event.operation().name().toLowerCase(java.util.Locale.ROOT));
        });
  }

  private static void writeRow(JsonGenerator out, EventMetadata metadata) throws IOException {
    out.writeStringField("id", metadata.eventId());
    out.writeStringField("aggregatetype", metadata.aggregateType());
    out.writeStringField("aggregateid", metadata.aggregateId());
  }

  private static void writeContext(JsonGenerator out, EventMetadata metadata) throws IOException {
    out.writeObjectFieldStart("resource_context");
    out.writeStringField("org_id", metadata.orgId());
    out.writeStringField("event_type", metadata.eventType());
    out.writeStringField("resource_type", metadata.resourceType());
    out.writeStringField("resource_id", metadata.resourceId());
    out.writeStringField("notify_token", metadata.notifyToken());
    Instant createdAt = metadata.createdAt();
    if (createdAt != null) {
      out.writeNumberField(
          "created_at",
          BigDecimal.valueOf(createdAt.getEpochSecond())
              .add(BigDecimal.valueOf(createdAt.getNano(), 9)));
    }
    out.writeEndObject();
  }

  private static void writeTuples(JsonGenerator out, String list, List<RelationTuple> tuples)
      throws IOException {
    out.writeArrayFieldStart(list);
    for (RelationTuple tuple : tuples) {
      out.writeStartObject();
      writeReference(out, "resource", tuple.resource());
      out.writeStringField("relation", tuple.relation());
      out.writeObjectFieldStart("subject");
      writeReference(out, "subject", tuple.subject().object());
      if (tuple.subject().hasRelation()) {
        out.writeStringField("relation", tuple.subject().relation());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeReference(JsonGenerator out, String field, ObjectReference reference)
      throws IOException {
    out.writeObjectFieldStart(field);
    out.writeObjectFieldStart("type");
    out.writeStringField("namespace", reference.type().namespace());
    out.writeStringField("name", reference.type().name());
    out.writeEndObject();
    out.writeStringField("id", reference.id());
    out.writeEndObject();
  }

  private static String written(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      content.writeTo(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private interface Content {
    void writeTo(JsonGenerator out) throws IOException;
  }
}
