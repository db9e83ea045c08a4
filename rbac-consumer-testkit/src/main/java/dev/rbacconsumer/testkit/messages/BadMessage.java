package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.nio.charset.StandardCharsets;

/** Messages that cannot be applied, one for each way to be wrong. */
public enum BadMessage {
  /** The value is no JSON: what a console producer makes of the first line of a document. */
  NOT_JSON("{"),

  /** The value has no bytes, which is not the same as a tombstone. */
  EMPTY_VALUE(""),

  /** An envelope that ends in the middle of its payload text. */
  ENVELOPE_CUT_OFF(inEnvelope(good()).substring(0, inEnvelope(good()).length() - 40)),

  /** Two whole messages in one value. */
  TWO_ENVELOPES(inEnvelope(good()) + inEnvelope(good())),

  /** What a serializer of a schema registry writes: a zero byte, the id of a schema, and data. */
  REGISTRY_FRAMING("\0\0\0\0\7" + good()),

  /** The value is JSON, but neither {@code schema} nor {@code payload} is there. */
  NOT_AN_ENVELOPE("{\"hello\":\"world\"}"),

  /** A payload, but no {@code schema}: the outbox row itself, as old documents show it. */
  ENVELOPE_WITHOUT_SCHEMA(
      "{\"aggregatetype\":\"relations-replication-event\",\"aggregateid\":\"stage\","
          + "\"type\":\"assign_role\",\"payload\":{\"relations_to_add\":[]}}"),

  /** The envelope is whole, but the text in it is cut off. */
  PAYLOAD_TEXT_NOT_JSON(inEnvelope(good().substring(0, good().length() / 2))),

  /** Debezium's placeholder for a column value that the database did not send. */
  PAYLOAD_UNAVAILABLE(inEnvelope("__debezium_unavailable_value")),

  /** The text in the envelope is JSON, but no object. */
  PAYLOAD_NOT_AN_OBJECT(inEnvelope("[1, 2]")),

  /** Neither list is there, and nothing that would make it a message of another kind. */
  NEITHER_LIST(
      inEnvelope(
          "{\"resource_context\": {\"org_id\": \"12345\", \"event_type\": \"create_group\"}}")),

  /** Both lists are there and empty, so there is nothing to do. */
  BOTH_LISTS_EMPTY(inEnvelope(OutboxMessages.relations().payloadText())),

  /** A list is an object. */
  LIST_NOT_AN_ARRAY(damaged("\"relations_to_remove\": []", "\"relations_to_remove\": {}")),

  /** The resource's id is there and empty, which a delete would read as "any". */
  BLANK_RESOURCE_ID(damaged("\"id\": \"b-1\"", "\"id\": \"\"")),

  /** A tuple without a resource. */
  RESOURCE_MISSING(
      damaged(
          ", \"resource\": {\"id\": \"b-1\","
              + " \"type\": {\"name\": \"role_binding\", \"namespace\": \"rbac\"}}",
          "")),

  /** A tuple with a condition that no consumer of today knows. */
  UNKNOWN_FIELD(damaged("\"relation\": \"t_", "\"caveat\": {\"name\": \"x\"}, \"relation\": \"t_")),

  /** A name of a type that no store accepts, whatever its schema. */
  IMPOSSIBLE_TYPE_NAME(damaged("\"name\": \"role_binding\"", "\"name\": \"Role Binding!\"")),

  /** A well-formed type that no schema has: a matter for the store to refuse. */
  UNKNOWN_TYPE(damaged("\"name\": \"role_binding\"", "\"name\": \"no_such_type\""));

  private final String value;

  BadMessage(String value) {
    this.value = value;
  }

  /** The message, made anew; all but its value is as usual. */
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
