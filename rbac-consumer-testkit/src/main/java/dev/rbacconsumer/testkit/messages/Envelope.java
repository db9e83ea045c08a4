package dev.rbacconsumer.testkit.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wraps a payload as the connector's converter does. */
final class Envelope {
  private static final JsonFactory JSON = new JsonFactory();

  private Envelope() {}

  static byte[] around(Map<String, @Nullable Object> payload, MessageShape shape) {
    String text = Jsonb.text(payload);
    return switch (shape) {
      case JSON_WITH_SCHEMA -> aroundText(text);
      case EXPANDED -> write(out -> ExpandedPayload.write(payload, out));
      case JSON_WITHOUT_SCHEMA -> write(out -> out.writeString(text));
      case STRING -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Returns the usual envelope around a text that need not be JSON. */
  static byte[] aroundText(String payload) {
    return write(
        out -> {
          startWithJsonSchema(out, false);
          out.writeStringField("payload", payload);
          out.writeEndObject();
        });
  }

  /** Returns the usual envelope of a row whose payload is the SQL NULL. */
  static byte[] aroundNull() {
    return write(
        out -> {
          startWithJsonSchema(out, true);
          out.writeNullField("payload");
          out.writeEndObject();
        });
  }

  /** Returns a key as the JSON converter writes it. */
  static byte[] aroundKey(String key) {
    return write(
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("schema");
          out.writeStringField("type", "string");
          out.writeBooleanField("optional", false);
          out.writeEndObject();
          out.writeStringField("payload", key);
          out.writeEndObject();
        });
  }

  private static void startWithJsonSchema(JsonGenerator out, boolean optional) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("schema");
    out.writeStringField("type", "string");
    out.writeBooleanField("optional", optional);
    out.writeStringField("name", "io.debezium.data.Json");
    out.writeNumberField("version", 1);
    out.writeEndObject();
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void writeTo(JsonGenerator out) throws IOException;
  }
}
