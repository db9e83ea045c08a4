package dev.rbacconsumer.core.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.RecordHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Record as {@code kcat -J} prints it: {@code topic}, {@code partition}, {@code offset}, {@code
 * headers} (names and values in turn), {@code key}, and the value, as text, in {@code payload}.
 */
final class KcatLine extends RecordLine {
  KcatLine() {
    partition = -1;
    offset = -1;
  }

  @Override
  boolean readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "topic" -> topic = json.getText();
      case "partition" -> partition = json.getIntValue();
      case "offset" -> offset = json.getLongValue();
      case "ts" -> timestamp = json.getLongValue();
      case "key" -> key = bytes(json);
      case "payload" -> value(bytes(json));
      case "headers" -> readHeaders(json);
      case "tstype", "broker", "key_schema_id", "value_schema_id" -> json.skipChildren();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Requires that nothing follows, since a message's value may begin in the same way. */
  @Override
  boolean isComplete(JsonParser json) throws IOException {
    return partition >= 0 && offset >= 0 && json.nextToken() == null;
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
    return json.getText().getBytes(UTF_8);
  }
}
