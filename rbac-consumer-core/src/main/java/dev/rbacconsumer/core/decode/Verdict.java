package dev.rbacconsumer.core.decode;

import java.util.Locale;

/** Classification of a message. */
enum Verdict {
  RELATIONS,
  WORKSPACE,
  TOMBSTONE,
  MALFORMED,
  INVALID;

  boolean isRefusal() {
    return this == MALFORMED || this == INVALID;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
