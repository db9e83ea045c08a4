package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.message.ViolationCode;

/** Advice about messages that are malformed or invalid, by the code of their first fault. */
final class MessageRemedy {
  private static final String STAYS =
      " The message stays as it is in the log; the guide on decoding a bad message says how to go"
          + " on without it.";

  private MessageRemedy() {}

  static Advice blocked(ViolationCode code) {
    return new Advice(Section.BLOCKED, cause(code) + STAYS);
  }

  static Advice passedOver(ViolationCode code) {
    return new Advice(Section.PASSED_OVER, cause(code) + Remedy.Texts.REPLICATE);
  }

  private static String cause(ViolationCode code) {
    return switch (code) {
      case MALFORMED_JSON ->
          "The value is not JSON: find out which other program writes to the topic. If every"
              + " message is like this, the connector has a converter that does not write JSON.";
      case DAMAGED_MESSAGE ->
          "The message is damaged: take the change from the outbox row with the id in the header"
              + " id. If the payload is Debezium's placeholder, see to it that outbox rows are"
              + " inserted and never updated.";
      case REGISTRY_FRAMING ->
          "The serializer of a schema registry wrote the value: set"
              + " value.converter=org.apache.kafka.connect.json.JsonConverter in the connector.";
      case NOT_DEBEZIUM_FORMAT ->
          "The value has no schema and payload: switch schemas on in the converter of the"
              + " connector, or set RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS and restart.";
      case INVALID_PAYLOAD ->
          "The payload holds no object: look at the outbox row with the id in the header id.";
      case MISSING_RELATIONS_FIELDS ->
          "The message names no relations: check that the topic is the one for relations, and that"
              + " the connector routes no other kind of event to it.";
      case EMPTY_RELATIONS, NESTING_TOO_DEEP, NUMBER_TOO_LONG, STRING_TOO_LONG ->
          "RBAC sends no message like this: find out which program wrote it.";
      case MISSING_FIELD,
          INVALID_TYPE,
          INVALID_NAME,
          INVALID_ID,
          INVALID_RELATION,
          WILDCARD_NOT_ALLOWED ->
          "A field is missing or wrong, which the reason names: correct what wrote the message.";
      case UNKNOWN_FIELD, INVALID_VALUE ->
          "The producer may be newer than this consumer: update the consumer. If it is not, correct"
              + " what wrote the field or the value that the reason names.";
      case DUPLICATE_KEY ->
          "A field occurs twice, which PostgreSQL never writes: find out which other program writes"
              + " to the topic.";
      case TOO_MANY_TUPLES ->
          "The message has more tuples than the limit: have the producer write smaller events, or"
              + " raise RBAC_KAFKA_CONSUMER_MAX_TUPLES and restart.";
      case MESSAGE_TOO_LARGE ->
          "The message has more bytes than the limit: have the producer write smaller events, or"
              + " raise RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES and restart.";
      case DECODER_FAILED ->
          "The decoder of this type of message failed: the reason names the exception and its"
              + " place. Correct the decoder and restart.";
      case VALIDATOR_FAILED ->
          "The validator of this type of message failed: the reason names the exception and its"
              + " place. Correct the validator and restart.";
    };
  }
}
