package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.wrapped;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.message.outbox.TypedDecoder;
import dev.rbacconsumer.core.outcome.Outcome;
import java.util.Optional;

/** One message with one fault. Every code has at least one of these, which tests insist on. */
public enum FaultyMessage {
  NOT_JSON(ViolationCode.MALFORMED_JSON, "$", "{"),
  PAYLOAD_TEXT_NOT_JSON(ViolationCode.DAMAGED_MESSAGE, "$.payload", wrapped("{\"a\":")),
  CUT_OFF(ViolationCode.DAMAGED_MESSAGE, "$", "{\"schema\":{"),
  TWO_ENVELOPES(
      ViolationCode.DAMAGED_MESSAGE, "$", wrapped(adding(TUPLE)) + wrapped(adding(TUPLE))),
  FRAMED(ViolationCode.REGISTRY_FRAMING, "$", "\0\0\0\0\7{}"),
  OUTBOX_ROW(ViolationCode.NOT_DEBEZIUM_FORMAT, "$", "{\"type\":\"x\",\"payload\":{}}"),
  PAYLOAD_NULL(ViolationCode.INVALID_PAYLOAD, "$.payload", "{\"schema\":{},\"payload\":null}"),
  NEITHER_LIST(ViolationCode.MISSING_RELATIONS_FIELDS, "$", wrapped("{}")),
  BOTH_LISTS_EMPTY(
      ViolationCode.EMPTY_RELATIONS,
      "$",
      wrapped("{\"relations_to_add\":[],\"relations_to_remove\":[]}")),
  NO_RELATION(
      ViolationCode.MISSING_FIELD,
      "$.relations_to_add[1].relation",
      wrapped(adding(TUPLE, tuple("\"relation\":\"member\",", "")))),
  CAVEAT(
      ViolationCode.UNKNOWN_FIELD,
      "$.relations_to_add[1].caveat",
      wrapped(adding(TUPLE, tuple("\"relation\":", "\"caveat\":{},\"relation\":")))),
  ID_IS_A_NUMBER(
      ViolationCode.INVALID_TYPE,
      "$.relations_to_add[1].resource.id",
      wrapped(adding(TUPLE, tuple("\"g1\"", "1")))),
  NAMESPACE_IN_CAPITALS(
      ViolationCode.INVALID_NAME,
      "$.relations_to_add[1].resource.type.namespace",
      wrapped(adding(TUPLE, tuple("\"rbac\",\"name\":\"group\"", "\"RBAC\",\"name\":\"group\"")))),
  ID_WITH_A_DOT(
      ViolationCode.INVALID_ID,
      "$.relations_to_remove[1].subject.subject.id",
      wrapped(adding(TUPLE, tuple("\"p1\"", "\"p.1\"")).replace("_add", "_remove"))),
  RELATION_WITH_A_DASH(
      ViolationCode.INVALID_RELATION,
      "$.relations_to_add[1].relation",
      wrapped(adding(TUPLE, tuple("\"member\"", "\"is-member\"")))),
  WILDCARD_RESOURCE(
      ViolationCode.WILDCARD_NOT_ALLOWED,
      "$.relations_to_add[1].resource.id",
      wrapped(adding(TUPLE, tuple("\"g1\"", "\"*\"")))),
  UNKNOWN_OPERATION(
      ViolationCode.INVALID_VALUE,
      "$.operation",
      wrapped("{\"org_id\":\"1\",\"workspace\":{\"id\":\"w\"},\"operation\":\"rename\"}")),
  TWO_IDS(
      ViolationCode.DUPLICATE_KEY,
      "$.relations_to_add[1].resource.id",
      wrapped(adding(TUPLE, tuple("\"id\":\"g1\"", "\"id\":\"g1\",\"id\":\"g2\"")))),
  FOUR_TUPLES(ViolationCode.TOO_MANY_TUPLES, "$", wrapped(adding(TUPLE, TUPLE, TUPLE, TUPLE))),
  LONG_VALUE(
      ViolationCode.MESSAGE_TOO_LARGE, "$", wrapped("{\"a\":\"%s\"}".formatted("b".repeat(4000)))),
  DEEP_VALUE(ViolationCode.NESTING_TOO_DEEP, "$", "[".repeat(20) + "]".repeat(20)),
  LONG_NUMBER(ViolationCode.NUMBER_TOO_LONG, "$", wrapped("{\"a\":%s}".formatted("1".repeat(30)))),
  LONG_STRING(
      ViolationCode.STRING_TOO_LONG,
      "$.relations_to_add[1].resource.id",
      wrapped(adding(TUPLE, tuple("\"g1\"", "\"%s\"".formatted("g".repeat(41)))))),
  DEFECT_IN_A_DECODER(
      ViolationCode.DECODER_FAILED, "$", wrapped("{\"aggregatetype\":\"bad-decoder\"}")),
  DEFECT_IN_A_VALIDATOR(
      ViolationCode.VALIDATOR_FAILED, "$", wrapped("{\"aggregatetype\":\"bad-validator\"}"));

  /** Limits that a short message can break. */
  public static final DecoderSettings SETTINGS =
      DecoderSettings.DEFAULT
          .withMaxMessageBytes(4000)
          .withMaxDepth(10)
          .withMaxNumberLength(20)
          .withMaxStringLength(40)
          .withMaxTuples(3);

  private static final MessageDecoder DECODER =
      new TypedDecoder(
          new OutboxDecoder(SETTINGS),
          MessageTypes.of(
              MessageType.of(
                  "bad-decoder",
                  payload -> {
                    throw defect();
                  },
                  EventValidator.none(),
                  (event, metadata, timeout) -> new Outcome.Applied(Optional.empty())),
              MessageType.of(
                  "bad-validator",
                  OutboxPayload::json,
                  event -> {
                    throw defect();
                  },
                  (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()))));

  final ViolationCode code;
  final String path;
  public final String value;

  FaultyMessage(ViolationCode code, String path, String value) {
    this.code = code;
    this.path = path;
    this.value = value;
  }

  Decoding decoded() {
    return DECODER.decode(record(value));
  }

  private static IllegalStateException defect() {
    return new IllegalStateException("as asked");
  }
}
