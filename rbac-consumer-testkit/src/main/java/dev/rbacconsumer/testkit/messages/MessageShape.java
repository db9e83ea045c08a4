package dev.rbacconsumer.testkit.messages;

/** How the connector and its converter dress a payload up. */
public enum MessageShape {
  /** {@code {"schema":{..},"payload":"<JSON text>"}}: the usual one. */
  JSON_WITH_SCHEMA,

  /**
   * {@code {"schema":{..},"payload":{..}}}, from the router's {@code expand.json.payload}. As in
   * real ones, empty lists and nulls are gone, and the first tuple of a list decides which fields
   * its others have: a {@code subject.relation} that the first lacks is lost, one that only the
   * first has becomes null in the others.
   */
  EXPANDED,

  /** {@code "<JSON text>"}: JSON without schemas. */
  JSON_WITHOUT_SCHEMA,

  /** The payload text itself. */
  STRING
}
