package dev.rbacconsumer.core.event;

import java.util.Locale;

/**
 * Classes of failures of one record; a policy decides about each. The labels are public: metrics
 * and dashboards use them.
 */
public enum FailureClass {
  /** The value is not JSON; no retry can change that. */
  MALFORMED,
  /** The message is damaged or not understood, or the value is JSON but no message. */
  INVALID,
  /** The store refuses the change because of its content; a new schema in the store may cure it. */
  REJECTED,
  /** The client cannot read a batch of the log, so its records are unknown. */
  UNREADABLE,
  /** The server is unreachable, busy or slow, or refuses the login. */
  TRANSIENT;

  /** Returns the label of the class in metrics and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
