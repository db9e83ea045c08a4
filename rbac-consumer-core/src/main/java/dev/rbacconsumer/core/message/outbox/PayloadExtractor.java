package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the innermost payload, as JSON, from a value that {@link EnvelopeReader} accepted. It
 * parses the value a second time, so that messages of all other types have no extra cost.
 */
final class PayloadExtractor {
  private final JsonFactory factory;

  PayloadExtractor(JsonFactory factory) {
    this.factory = factory;
  }

  /** Returns the innermost payload, as JSON. */
  String in(byte[] value) {
    try (JsonParser json = factory.createParser(value)) {
      json.nextToken();
      return innermost(json);
    } catch (IOException defect) {
      throw new UncheckedIOException("a value that could be read cannot be read again", defect);
    }
  }

  /**
   * Returns the payload in the text or object at the parser, or else that text or object itself.
   */
  private String innermost(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String text = json.getText();
      try (JsonParser inner = factory.createParser(text)) {
        inner.nextToken();
        String nested = nested(inner, null);
        return nested == null ? text : nested;
      }
    }
    StringWriter copy = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(copy)) {
      out.writeStartObject();
      String nested = nested(json, out);
      out.writeEndObject();
      if (nested != null) {
        return nested;
      }
    }
    return copy.toString();
  }

  /**
   * Returns the payload within the object at the parser; null if it has none.
   *
   * @param copy receives all other fields
   */
  private @Nullable String nested(JsonParser json, @Nullable JsonGenerator copy)
      throws IOException {
    String nested = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("payload")) {
        nested = innermost(json);
      } else if (copy == null) {
        json.skipChildren();
      } else {
        copy.writeFieldName(name);
        copy.copyCurrentStructureExact(json);
      }
    }
    return nested;
  }
}
