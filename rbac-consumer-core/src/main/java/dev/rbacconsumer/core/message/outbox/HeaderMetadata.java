package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Completes the metadata of an event from the headers, key and topic name of its record. All of it
 * is optional, so nothing here fails: unreadable data counts as missing.
 */
final class HeaderMetadata {
  private static final String TOPIC_PREFIX = "outbox.event.";
  private static final int LONGEST = 1_024;

  private final JsonFactory factory;

  HeaderMetadata(JsonFactory factory) {
    this.factory = factory;
  }

  /**
   * Adds the metadata that the payload lacks. The event id of the header takes precedence, since it
   * is the outbox row's id.
   */
  void complete(MessageDraft draft, SourceRecord record) {
    for (RecordHeader header : record.headers()) {
      byte[] value = header.value();
      if (value != null && value.length <= LONGEST) {
        read(draft, header.name(), value);
      }
    }
    if (draft.aggregateId.isEmpty()) {
      byte[] key = record.key();
      draft.aggregateId = key == null || key.length > LONGEST ? "" : text(key);
    }
    String topic = record.partition().topic();
    if (draft.aggregateType.isEmpty() && topic.startsWith(TOPIC_PREFIX)) {
      draft.aggregateType = topic.substring(TOPIC_PREFIX.length());
    }
  }

  /** Returns the event id of the headers; empty if there is none. */
  String eventId(SourceRecord record) {
    String id = "";
    for (RecordHeader header : record.headers()) {
      byte[] value = header.value();
      if (value != null && value.length <= LONGEST && isEventId(header.name())) {
        id = text(value);
      }
    }
    return id;
  }

  private static boolean isEventId(String name) {
    return name.equals("id") || name.equals("eventId") || name.equals("event_id");
  }

  private void read(MessageDraft draft, String name, byte[] value) {
    switch (name) {
      case "id", "eventId", "event_id" -> draft.eventId = text(value);
      case "eventType", "event_type", "type" -> {
        if (draft.eventType.isEmpty()) {
          draft.eventType = text(value);
        }
      }
      case "aggregateType", "aggregatetype", "aggregate_type" -> {
        if (draft.aggregateType.isEmpty()) {
          draft.aggregateType = text(value);
        }
      }
      case "aggregateId", "aggregateid", "aggregate_id" -> {
        if (draft.aggregateId.isEmpty()) {
          draft.aggregateId = text(value);
        }
      }
      default -> {
        // Unknown headers are ignored.
      }
    }
  }

  /** Decodes plain text, a JSON text, or a JSON text in its own envelope. */
  private String text(byte[] bytes) {
    if (bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '"')) {
      String inJson = textInJson(bytes);
      if (inJson != null) {
        return inJson;
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private @Nullable String textInJson(byte[] bytes) {
    try (JsonParser json = factory.createParser(bytes)) {
      JsonToken token = json.nextToken();
      String text = null;
      if (token == JsonToken.VALUE_STRING) {
        text = json.getText();
      } else {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          boolean payload = json.currentName().equals("payload");
          if (json.nextToken() == JsonToken.VALUE_STRING && payload) {
            text = json.getText();
          }
          json.skipChildren();
        }
      }
      return json.nextToken() == null ? text : null;
    } catch (IOException notJson) {
      return null;
    }
  }
}
