package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.ViolationCode;
import java.util.Locale;

/** Kinds of messages; the values of the label {@code message_type}. */
enum EventKind {
  /** A change of relations. */
  RELATIONS,
  /** An event of a workspace. */
  WORKSPACE,
  /** An event of a registered type. */
  CUSTOM,
  /** A record without a value. */
  TOMBSTONE,
  /** A Debezium envelope with unknown content. */
  DEBEZIUM,
  /** A value without a Debezium envelope. */
  UNKNOWN;

  static EventKind of(Decoding decoding) {
    return decoding.match(
        relations -> RELATIONS,
        workspace -> WORKSPACE,
        custom -> CUSTOM,
        tombstone -> TOMBSTONE,
        malformed -> UNKNOWN,
        invalid -> ofFault(invalid.violations().get(0).code().label()));
  }

  /**
   * Returns the kind of a message that could not be decoded.
   *
   * @param code label of its first fault
   */
  static EventKind ofFault(String code) {
    boolean unread =
        code.equals(ViolationCode.MALFORMED_JSON.label())
            || code.equals(ViolationCode.REGISTRY_FRAMING.label())
            || code.equals(ViolationCode.NOT_DEBEZIUM_FORMAT.label())
            || code.equals(ViolationCode.MESSAGE_TOO_LARGE.label())
            || code.equals(ViolationCode.NESTING_TOO_DEEP.label())
            || code.equals(ViolationCode.NUMBER_TOO_LONG.label());
    return unread ? UNKNOWN : DEBEZIUM;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
