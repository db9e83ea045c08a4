package dev.rbacconsumer.testkit.messages;

/** Formats in which the connector and its converter write a payload. */
public enum MessageShape {
  /** {@code {"schema":{..},"payload":"<JSON text>"}}: the usual format. */
  JSON_WITH_SCHEMA,

  /**
   * {@code {"schema":{..},"payload":{..}}}, from the router's {@code expand.json.payload}. As in
   * real messages, empty lists and nulls are missing, and the first tuple of a list decides which
   * fields the others have: a {@code subject.relation} that the first lacks is lost, and one that
   * only the first has becomes null in the others.
   */
  EXPANDED,

  /** {@code "<JSON text>"}: JSON without schemas. */
  JSON_WITHOUT_SCHEMA,

  /** The payload text itself. */
  STRING
}
