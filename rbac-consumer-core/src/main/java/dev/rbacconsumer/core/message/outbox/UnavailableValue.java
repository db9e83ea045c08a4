package dev.rbacconsumer.core.message.outbox;

import java.nio.charset.StandardCharsets;

/** Debezium's placeholder for a column whose value the database did not send. */
final class UnavailableValue {
  /** What a fault says about it. */
  static final String MESSAGE =
      "want JSON, got Debezium's placeholder for a column value that the database did not send"
          + " (__debezium_unavailable_value): the change itself is not in this message";

  private static final String PLACEHOLDER = "__debezium_unavailable_value";

  private UnavailableValue() {}

  /** Whether a payload text is the placeholder. */
  static boolean is(char[] text, int offset, int length) {
    return length == PLACEHOLDER.length() && new String(text, offset, length).equals(PLACEHOLDER);
  }

  /** Whether a record's value is the placeholder and nothing else. */
  static boolean isIn(byte[] value) {
    return value.length == PLACEHOLDER.length()
        && new String(value, StandardCharsets.UTF_8).equals(PLACEHOLDER);
  }
}
