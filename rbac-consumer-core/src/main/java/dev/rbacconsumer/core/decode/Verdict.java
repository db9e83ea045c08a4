package dev.rbacconsumer.core.decode;

import java.util.Locale;

/** Classification of a message. */
public enum Verdict {
  /** A change of relations. */
  RELATIONS,
  /** An event of a workspace. */
  WORKSPACE,
  /** A record without a value. */
  TOMBSTONE,
  /** A value that is not JSON. */
  MALFORMED,
  /** A message that must not be applied. */
  INVALID;

  /** Returns whether the consumer refuses such a message. */
  public boolean isRefusal() {
    return this == MALFORMED || this == INVALID;
  }

  /** Returns the word for it in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
