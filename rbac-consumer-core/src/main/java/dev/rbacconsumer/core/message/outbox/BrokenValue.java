package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.DAMAGED_MESSAGE;
import static dev.rbacconsumer.core.message.ViolationCode.MALFORMED_JSON;
import static dev.rbacconsumer.core.message.ViolationCode.REGISTRY_FRAMING;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Distinguishes a damaged message from a value that never was a message. Neither is JSON, but only
 * the second may be skipped: the first may hold a removal.
 */
final class BrokenValue {
  /** Fields that identify an object at the top level as a message or the beginning of one. */
  private static final Set<String> MESSAGE_FIELDS =
      Set.of("schema", "payload", "relations_to_add", "relations_to_remove");

  private static final Pattern TEXT_OF_OBJECT =
      Pattern.compile("\\ufeff?\\s*\"(\\s|\\\\[nrt])*(\\{|\\\\u007[bB])");

  /** Length of the framing: a zero byte and the four bytes of the schema's id. */
  private static final int FRAME_LENGTH = 5;

  private final JsonFactory factory;

  BrokenValue(JsonFactory factory) {
    this.factory = factory;
  }

  /**
   * Classifies a value that cannot be read as JSON.
   *
   * @param recognized whether a part of a message was read before the JSON broke
   * @param reason description of the JSON error
   */
  Violation judge(byte[] value, boolean recognized, String reason) {
    if (value.length >= FRAME_LENGTH && value[0] == 0) {
      return new Violation(
          REGISTRY_FRAMING,
          "$",
          "want JSON, got the framing of a schema registry (0x00 and schema id "
              + Integer.toUnsignedString(ByteBuffer.wrap(value).getInt(1))
              + "); set value.converter=org.apache.kafka.connect.json.JsonConverter in the"
              + " connector");
    }
    if (UnavailableValue.isIn(value)) {
      return new Violation(DAMAGED_MESSAGE, "$", UnavailableValue.MESSAGE);
    }
    return recognized || isTextOfObject(value) || hasMessageField(value)
        ? new Violation(
            DAMAGED_MESSAGE,
            "$",
            SafeText.message("want one whole message; its JSON breaks: " + reason))
        : new Violation(MALFORMED_JSON, "$", SafeText.message(reason));
  }

  /**
   * Returns whether an object at the top level has a field of a message, even at the very end of
   * the value: the non-blocking parser reports a name as soon as it is complete.
   */
  private boolean hasMessageField(byte[] value) {
    try (JsonParser json = factory.createNonBlockingByteArrayParser()) {
      ((ByteArrayFeeder) json.getNonBlockingInputFeeder()).feedInput(value, 0, value.length);
      JsonToken token = json.nextToken();
      while (token != null && token != JsonToken.NOT_AVAILABLE) {
        if (token == JsonToken.FIELD_NAME
            && json.getParsingContext().getParent().inRoot()
            && MESSAGE_FIELDS.contains(json.currentName())) {
          return true;
        }
        token = json.nextToken();
      }
      return false;
    } catch (IOException broken) {
      return false;
    }
  }

  /**
   * Returns whether the value begins as a JSON text that holds the beginning of an object, as a
   * payload sent as text does.
   */
  private static boolean isTextOfObject(byte[] value) {
    String text = new String(value, 0, Math.min(value.length, 64), StandardCharsets.UTF_8);
    return TEXT_OF_OBJECT.matcher(text).lookingAt();
  }
}
