package dev.rbacconsumer.core.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of faults a message can have. The labels are public: metrics and dashboards use them. */
public enum ViolationCode {
  /** The value is not JSON, and no part of a message was read before the error. */
  MALFORMED_JSON,
  /** The message is truncated, broken or followed by more data, or its payload text is not JSON. */
  DAMAGED_MESSAGE,
  /** The value begins with the framing of a schema registry: 0x00 and the id of a schema. */
  REGISTRY_FRAMING,
  /** The value is JSON, but not a Debezium envelope. */
  NOT_DEBEZIUM_FORMAT,
  /** The payload is neither an object nor a text that holds one. */
  INVALID_PAYLOAD,
  /** Both lists of relations are missing. */
  MISSING_RELATIONS_FIELDS,
  /** Both lists of relations are empty. */
  EMPTY_RELATIONS,
  /** A required field is missing. */
  MISSING_FIELD,
  /** A field is unknown and could have limited the change. */
  UNKNOWN_FIELD,
  /** A field has a wrong JSON type. */
  INVALID_TYPE,
  /** The store does not accept the namespace or the name of a type. */
  INVALID_NAME,
  /** An id is empty, too long, or has a character that the store does not accept. */
  INVALID_ID,
  /** The store does not accept the name of a relation. */
  INVALID_RELATION,
  /** A wildcard is in a place where the store accepts none. */
  WILDCARD_NOT_ALLOWED,
  /** A field has none of its allowed values. */
  INVALID_VALUE,
  /** A field occurs twice in one object, so its value is ambiguous. */
  DUPLICATE_KEY,
  /** The message has too many tuples. */
  TOO_MANY_TUPLES,
  /** The message has too many bytes. */
  MESSAGE_TOO_LARGE,
  /** Objects and lists are nested too deeply. */
  NESTING_TOO_DEEP,
  /** A number has too many digits. */
  NUMBER_TOO_LONG,
  /** A text has too many characters. */
  STRING_TOO_LONG,
  /** The decoder of a registered type threw an unexpected exception. */
  DECODER_FAILED,
  /** The validator of a registered type threw an exception. */
  VALIDATOR_FAILED;

  /** Returns the code with this label; empty if there is none. */
  public static Optional<ViolationCode> of(String label) {
    return Arrays.stream(values()).filter(code -> code.label().equals(label)).findFirst();
  }

  /** Returns the label of the code in metrics, logs and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
