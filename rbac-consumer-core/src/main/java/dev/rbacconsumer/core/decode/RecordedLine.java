package dev.rbacconsumer.core.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.RecordHeader;
import java.io.IOException;
import java.util.Base64;

/**
 * Record with all its bytes: {@code topic}, {@code partition}, {@code offset}, {@code key}, {@code
 * headers} and {@code value}, with bytes as objects with {@code base64} or {@code utf8}.
 */
final class RecordedLine extends RecordLine {
  @Override
  boolean readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "topic" -> topic = json.getText();
      case "partition" -> partition = json.getIntValue();
      case "offset" -> offset = json.getLongValue();
      case "timestamp" -> timestamp = json.getLongValue();
      case "key" -> key = bytes(json).value();
      case "value" -> value(bytes(json).value());
      case "headers" -> {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          headers.add(bytes(json));
        }
      }
      case "case", "timestampType" -> json.skipChildren();
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean isComplete(JsonParser json) {
    return true;
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
        case "utf8" -> bytes = bytes == null ? text.getBytes(UTF_8) : bytes;
        default -> throw new IOException("no field of a recording: " + field);
      }
    }
    return new RecordHeader(name, bytes);
  }
}
