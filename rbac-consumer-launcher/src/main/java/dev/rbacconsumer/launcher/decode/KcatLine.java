package dev.rbacconsumer.launcher.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Record as {@code kcat -J} prints it: {@code topic}, {@code partition}, {@code offset}, {@code
 * headers} (names and values in turn), {@code key}, and the value, as text, in {@code payload}.
 */
final class KcatLine {
  private static final JsonFactory JSON = new JsonFactory();

  private String topic = "";
  private int partition = -1;
  private long offset = -1;
  private long timestamp = -1;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private boolean hasValue;
  private final List<RecordHeader> headers = new ArrayList<>();

  private KcatLine() {}

  /**
   * Returns the record on a line; empty if the line is something else, such as a message's value.
   */
  static Optional<SourceRecord> parse(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      return json.nextToken() == JsonToken.START_OBJECT
          ? new KcatLine().read(json)
          : Optional.empty();
    } catch (IOException other) {
      return Optional.empty();
    }
  }

  private Optional<SourceRecord> read(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (!readField(field, json)) {
        return Optional.empty();
      }
    }
    boolean complete = hasValue && !topic.isEmpty() && partition >= 0 && offset >= 0;
    return complete && json.nextToken() == null
        ? Optional.of(
            new SourceRecord(
                new PartitionId(topic, partition),
                new Offset(offset),
                timestamp,
                key,
                value,
                headers))
        : Optional.empty();
  }

  /** Reads one field, and returns whether it is one that kcat writes. */
  private boolean readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "topic" -> topic = json.getText();
      case "partition" -> partition = json.getIntValue();
      case "offset" -> offset = json.getLongValue();
      case "ts" -> timestamp = json.getLongValue();
      case "key" -> key = bytes(json);
      case "payload" -> {
        value = bytes(json);
        hasValue = true;
      }
      case "headers" -> readHeaders(json);
      case "tstype", "broker", "key_schema_id", "value_schema_id" -> json.skipChildren();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readHeaders(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      String name = json.getText();
      json.nextToken();
      headers.add(new RecordHeader(name, bytes(json)));
    }
  }

  private static byte @Nullable [] bytes(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new IOException("want a text or null");
    }
    return json.getText().getBytes(StandardCharsets.UTF_8);
  }
}
