package dev.rbacconsumer.core.message;

import java.util.Locale;

/** Kinds of faults a message can have. The labels are public: metrics and dashboards use them. */
public enum ViolationCode {
  /** The value, or the payload text in it, is not JSON. */
  MALFORMED_JSON,
  /** The value is JSON, but not a Debezium envelope. */
  NOT_DEBEZIUM_FORMAT;

  /** The code as metrics, logs and reports spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
