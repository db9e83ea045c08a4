package dev.rbacconsumer.core.event;

import java.util.Locale;

/** Kinds of failures of one record. The labels are public: metrics and dashboards use them. */
public enum FailureClass {
  /** Not JSON; can never be anything else. */
  MALFORMED,
  /** A message that is damaged or not understood, or JSON that is no message. */
  INVALID,
  /** Refused by the store as it is; a new schema there may cure it. */
  REJECTED,
  /** A batch of the log that the client cannot read, so its records are not known. */
  UNREADABLE,
  /** The other side is unreachable, busy, slow or does not let us in. */
  TRANSIENT;

  /** The class as metrics and logs spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
