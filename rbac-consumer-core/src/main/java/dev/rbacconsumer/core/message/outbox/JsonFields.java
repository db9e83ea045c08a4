package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.ViolationCollector;
import java.io.IOException;

/** Methods for JSON that all readers use. */
final class JsonFields {
  private JsonFields() {}

  /** Returns the text at the parser; empty if it is longer than the limit, or no text. */
  static String textOrEmpty(JsonParser json, int longest) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getTextLength() > longest ? "" : json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** Reports the text at the parser as longer than allowed. */
  static void tooLong(JsonParser json, int longest, ViolationCollector faults, String path)
      throws IOException {
    faults.add(
        ViolationCode.STRING_TOO_LONG,
        path,
        "want at most %d characters, got %d".formatted(longest, json.getTextLength()));
  }

  /** Describes the token at the parser, for a message. */
  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  /**
   * Records a field of an object, and reports a duplicate.
   *
   * @param seen bits of the fields seen so far
   * @param bit of this field
   * @return the bits with this one
   */
  static int remember(int seen, int bit, ViolationCollector faults, String path, String field) {
    if ((seen & bit) != 0) {
      faults.add(
          ViolationCode.DUPLICATE_KEY, path + "." + field, "want the field once, got it twice");
    }
    return seen | bit;
  }
}
