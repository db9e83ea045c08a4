package dev.rbacconsumer.core.message.outbox;

import java.nio.charset.StandardCharsets;

/** Debezium's placeholder for a column whose value the database did not send. */
final class UnavailableValue {
  /** Message of the fault. */
  static final String MESSAGE =
      "want JSON, got Debezium's placeholder for a column value that the database did not send"
          + " (__debezium_unavailable_value): the change itself is not in this message";

  private static final String PLACEHOLDER = "__debezium_unavailable_value";

  private UnavailableValue() {}

  /** Returns whether a payload text is the placeholder. */
  static boolean is(char[] text, int offset, int length) {
    return length == PLACEHOLDER.length() && new String(text, offset, length).equals(PLACEHOLDER);
  }

  /** Returns whether a record's value is the placeholder and nothing else. */
  static boolean isIn(byte[] value) {
    return value.length == PLACEHOLDER.length()
        && new String(value, StandardCharsets.UTF_8).equals(PLACEHOLDER);
  }
}
