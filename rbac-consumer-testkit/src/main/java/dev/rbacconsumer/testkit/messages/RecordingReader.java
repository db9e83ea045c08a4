package dev.rbacconsumer.testkit.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads recordings: one JSON object per line, with bytes as base64 and the same bytes as text
 * beside them. Strict, so that a damaged recording is detected when it is read.
 */
final class RecordingReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private String caseName = "";
  private String topic = "";
  private int partition = -1;
  private long offset = -1;
  private long timestamp = -1;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private final List<RecordHeader> headers = new ArrayList<>();

  private RecordingReader(JsonParser parser) {
    this.parser = parser;
  }

  static List<RecordedMessage> read(String file, InputStream in) throws IOException {
    List<RecordedMessage> messages = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(in)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        messages.add(new RecordingReader(parser).message(file));
      }
    }
    return messages;
  }

  private RecordedMessage message(String file) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "case" -> caseName = parser.getText();
        case "topic" -> topic = parser.getText();
        case "partition" -> partition = parser.getIntValue();
        case "offset" -> offset = parser.getLongValue();
        case "timestamp" -> timestamp = parser.getLongValue();
        case "timestampType" -> parser.getText();
        case "key" -> key = bytes().value();
        case "value" -> value = bytes().value();
        case "headers" -> headers();
        default -> throw new IllegalStateException("recording: unknown field " + field);
      }
    }
    PartitionId place = new PartitionId(topic, partition);
    return new RecordedMessage(
        file,
        caseName,
        new SourceRecord(place, new Offset(offset), timestamp, key, value, headers));
  }

  private void headers() throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      headers.add(bytes());
    }
  }

  /** Reads bytes, with a name if they belong to a header. */
  private RecordHeader bytes() throws IOException {
    String name = "";
    byte[] bytes = null;
    String text = null;
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        String content = parser.nextTextValue();
        switch (field) {
          case "name" -> name = content;
          case "base64" -> bytes = content == null ? null : Base64.getDecoder().decode(content);
          case "utf8" -> text = content;
          default -> throw new IllegalStateException("recording: unknown field " + field);
        }
      }
    }
    byte[] sameBytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    if (name == null || !Arrays.equals(bytes, sameBytes)) {
      throw new IllegalStateException(
          "recording: want base64 and utf8 to agree, got \"" + text + "\" in " + caseName);
    }
    return new RecordHeader(name, bytes);
  }
}
