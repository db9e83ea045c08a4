package dev.rbacconsumer.relations.internal.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the strings and numbers of a JSON object, without nested values. */
final class FlatJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private FlatJson() {}

  /**
   * Returns the values; empty if the text is no JSON object. The error is not reported: the text
   * may be a token.
   */
  static Optional<Map<String, String>> read(byte[] text) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == null) {
          return Optional.empty();
        }
        if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole ? Optional.of(fields) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
