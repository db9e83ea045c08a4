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
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole record on one line: {@code topic}, {@code partition}, {@code offset}, {@code key}, {@code
 * headers} and {@code value}, with bytes as objects with {@code base64} or {@code utf8}.
 */
final class RecordedLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> FIELDS =
      Set.of(
          "case",
          "topic",
          "partition",
          "offset",
          "timestamp",
          "timestampType",
          "key",
          "value",
          "headers");

  private String topic = "";
  private int partition;
  private long offset;
  private long timestamp = -1;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private boolean hasValue;
  private final List<RecordHeader> headers = new ArrayList<>();

  private RecordedLine() {}

  /**
   * Returns the record on a line; empty if the line is something else, such as a message's value.
   */
  static Optional<SourceRecord> parse(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      return new RecordedLine().read(json);
    } catch (IOException | IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  private Optional<SourceRecord> read(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (!FIELDS.contains(field)) {
        return Optional.empty();
      }
      json.nextToken();
      readField(field, json);
    }
    return hasValue && !topic.isEmpty()
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

  private void readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "topic" -> topic = json.getText();
      case "partition" -> partition = json.getIntValue();
      case "offset" -> offset = json.getLongValue();
      case "timestamp" -> timestamp = json.getLongValue();
      case "key" -> key = bytes(json).value();
      case "value" -> {
        value = bytes(json).value();
        hasValue = true;
      }
      case "headers" -> {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          headers.add(bytes(json));
        }
      }
      default -> json.skipChildren();
    }
  }

  /** Reads bytes, with a name if they belong to a header. */
  private static RecordHeader bytes(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return new RecordHeader("", null);
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("want an object with base64 or utf8");
    }
    String name = "";
    byte[] bytes = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      String text = json.nextTextValue();
      if (text == null) {
        continue;
      }
      switch (field) {
        case "name" -> name = text;
        case "base64" -> bytes = Base64.getDecoder().decode(text);
        case "utf8" -> bytes = bytes == null ? text.getBytes(StandardCharsets.UTF_8) : bytes;
        default -> throw new IOException("no field of a recording: " + field);
      }
    }
    return new RecordHeader(name, bytes);
  }
}
