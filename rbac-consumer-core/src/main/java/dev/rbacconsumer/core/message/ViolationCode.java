package dev.rbacconsumer.core.message;

import java.util.Locale;

/** Kinds of faults a message can have. The labels are public: metrics and dashboards use them. */
public enum ViolationCode {
  /** The value is not JSON, and nothing of a message was read before it broke. */
  MALFORMED_JSON,
  /** A message that is cut off, broken, followed by more, or whose payload text is not JSON. */
  DAMAGED_MESSAGE,
  /** The value begins with the framing of a schema registry: 0x00 and the id of a schema. */
  REGISTRY_FRAMING,
  /** The value is JSON, but not a Debezium envelope. */
  NOT_DEBEZIUM_FORMAT,
  /** The payload is neither an object nor a text that holds one. */
  INVALID_PAYLOAD,
  /** Neither list of relations is there. */
  MISSING_RELATIONS_FIELDS,
  /** There is nothing to add and nothing to remove. */
  EMPTY_RELATIONS,
  /** A field that must be there is not. */
  MISSING_FIELD,
  /** A field that is not understood and could have limited what the message changes. */
  UNKNOWN_FIELD,
  /** A field holds another JSON type than it must. */
  INVALID_TYPE,
  /** A namespace or the name of a type is not one that the store accepts. */
  INVALID_NAME,
  /** An id is empty, too long, or has a character that the store does not accept. */
  INVALID_ID,
  /** A relation is not one that the store accepts. */
  INVALID_RELATION,
  /** The wildcard stands where the store accepts none. */
  WILDCARD_NOT_ALLOWED,
  /** A field holds a value that is none of those it can have. */
  INVALID_VALUE,
  /** A field stands twice in one object, so nobody can say which is meant. */
  DUPLICATE_KEY,
  /** More tuples than one message may have. */
  TOO_MANY_TUPLES,
  /** More bytes than one message may have. */
  MESSAGE_TOO_LARGE,
  /** Objects and lists within each other, deeper than allowed. */
  NESTING_TOO_DEEP,
  /** A number with more digits than allowed. */
  NUMBER_TOO_LONG,
  /** A text with more characters than allowed. */
  STRING_TOO_LONG,
  /** The decoder of a registered type threw what it should not. */
  DECODER_FAILED,
  /** The validator of a registered type threw. */
  VALIDATOR_FAILED;

  /** The code as metrics, logs and reports spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
