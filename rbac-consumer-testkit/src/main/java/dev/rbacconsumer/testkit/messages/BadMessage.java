package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.nio.charset.StandardCharsets;

/** Messages that cannot be applied, one for each kind of defect. */
public enum BadMessage {
  /** The value is not JSON: a console producer's record from the first line of a document. */
  NOT_JSON("{"),

  /** The value has no bytes, which is not the same as a tombstone. */
  EMPTY_VALUE(""),

  /** The envelope ends in the middle of its payload text. */
  ENVELOPE_CUT_OFF(inEnvelope(good()).substring(0, inEnvelope(good()).length() - 40)),

  /** The value holds two whole messages. */
  TWO_ENVELOPES(inEnvelope(good()) + inEnvelope(good())),

  /**
   * The value has the framing of a schema registry's serializer: a zero byte, the id of a schema,
   * and data.
   */
  REGISTRY_FRAMING("\0\0\0\0\7" + good()),

  /** The value is JSON without {@code schema} and {@code payload}. */
  NOT_AN_ENVELOPE("{\"hello\":\"world\"}"),

  /** The value has a payload, but no {@code schema}: the outbox row itself, as in old documents. */
  ENVELOPE_WITHOUT_SCHEMA(
      "{\"aggregatetype\":\"relations-replication-event\",\"aggregateid\":\"stage\","
          + "\"type\":\"assign_role\",\"payload\":{\"relations_to_add\":[]}}"),

  /** The envelope is complete, but the text in it is cut off. */
  PAYLOAD_TEXT_NOT_JSON(inEnvelope(good().substring(0, good().length() / 2))),

  /** The payload is Debezium's placeholder for a column value that the database did not send. */
  PAYLOAD_UNAVAILABLE(inEnvelope("__debezium_unavailable_value")),

  /** The text in the envelope is JSON, but not an object. */
  PAYLOAD_NOT_AN_OBJECT(inEnvelope("[1, 2]")),

  /** Neither list is present, and no field marks it as a message of another kind. */
  NEITHER_LIST(
      inEnvelope(
          "{\"resource_context\": {\"org_id\": \"12345\", \"event_type\": \"create_group\"}}")),

  /** Both lists are present and empty, so there is no change. */
  BOTH_LISTS_EMPTY(inEnvelope(OutboxMessages.relations().payloadText())),

  /** A list is an object. */
  LIST_NOT_AN_ARRAY(damaged("\"relations_to_remove\": []", "\"relations_to_remove\": {}")),

  /** The resource's id is present and empty, which a delete would treat as "any". */
  BLANK_RESOURCE_ID(damaged("\"id\": \"b-1\"", "\"id\": \"\"")),

  /** A tuple has no resource. */
  RESOURCE_MISSING(
      damaged(
          ", \"resource\": {\"id\": \"b-1\","
              + " \"type\": {\"name\": \"role_binding\", \"namespace\": \"rbac\"}}",
          "")),

  /** A tuple has a condition that the current consumer does not know. */
  UNKNOWN_FIELD(damaged("\"relation\": \"t_", "\"caveat\": {\"name\": \"x\"}, \"relation\": \"t_")),

  /** A type has a name that no store accepts, whatever its schema. */
  IMPOSSIBLE_TYPE_NAME(damaged("\"name\": \"role_binding\"", "\"name\": \"Role Binding!\"")),

  /** A type is well-formed but in no schema, so only the store can refuse it. */
  UNKNOWN_TYPE(damaged("\"name\": \"role_binding\"", "\"name\": \"no_such_type\""));

  private final String value;

  BadMessage(String value) {
    this.value = value;
  }

  /** Creates the message; only its value differs from a usual one. */
  public OutboxMessage message() {
    return OutboxMessages.withValue(value);
  }

  private static String good() {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "role_binding", "b-1"),
            "t_subject",
            new SubjectReference(ObjectReference.of("rbac", "group", "g-1"), "member"));
    return OutboxMessages.relations().add(tuple).payloadText();
  }

  private static String damaged(String whole, String broken) {
    return inEnvelope(good().replace(whole, broken));
  }

  private static String inEnvelope(String payload) {
    return new String(Envelope.aroundText(payload), StandardCharsets.UTF_8);
  }
}
