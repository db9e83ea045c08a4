package dev.rbacconsumer.core.message.outbox;

import dev.rbacconsumer.core.internal.text.SafeText;

/** Builds JSON paths of fields whose names come from a message and may hold any character. */
final class FieldPath {
  private static final int LONGEST_PLAIN = 64;

  private FieldPath() {}

  /**
   * Returns the path of a field: {@code parent.name}, or {@code parent["name"]} for an unusual
   * name.
   */
  static String of(String parent, String name) {
    return isPlain(name) ? parent + "." + name : parent + "[" + SafeText.quoted(name) + "]";
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_PLAIN
        && name.chars().allMatch(FieldPath::isPlain);
  }

  private static boolean isPlain(int c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
