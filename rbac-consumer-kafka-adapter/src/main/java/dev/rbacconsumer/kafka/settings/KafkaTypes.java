package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;

/** Value types for settings of the group. */
final class KafkaTypes {
  /** Punctuation that the store allows in an object id; a lock is an object of the store. */
  private static final String LOCK_ID_PUNCTUATION = "/_|-=+";

  /**
   * Longest name of a group. An id has 1024 bytes at most; the rest is for the partition number and
   * the name of marks.
   */
  private static final int MAX_GROUP_LENGTH = 1000;

  private KafkaTypes() {}

  static ValueType<String> groupId() {
    return new ValueType<>(
        "group",
        "only A-Z a-z 0-9 / _ \\| - = +",
        "only A-Z a-z 0-9 / _ | - = + because the group is part of a lock id",
        KafkaTypes::group);
  }

  /** Instance id; Kafka applies the same rule to it as to topics. */
  static ValueType<String> instanceId() {
    ValueType<String> topic = ValueTypes.topic();
    return new ValueType<>(
        "name", topic.range(), "a name of 1 to 249 of A-Z a-z 0-9 . _ -", topic::parse);
  }

  private static ParseResult<String> group(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      if (!plain && LOCK_ID_PUNCTUATION.indexOf(c) < 0) {
        String shown = c > ' ' && c < 127 ? "'" + c + "'" : "U+%04X".formatted((int) c);
        return new ParseResult.Bad<>(" with " + shown + " at position " + (i + 1));
      }
    }
    return text.length() <= MAX_GROUP_LENGTH
        ? ParseResult.good(text)
        : new ParseResult.Bad<>(
            " with " + text.length() + " characters; most is " + MAX_GROUP_LENGTH);
  }
}
