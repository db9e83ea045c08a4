package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.quoted;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.EventValidator;
import dev.rbacconsumer.core.message.FaultyMessage;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of one registered type, {@code note}, among all others. */
class TypedDecoderTest {
  private static final PartitionId MIXED = new PartitionId("some-topic", 0);
  private static final PartitionId ROUTED = new PartitionId("outbox.event.note", 0);
  private static final String NOTE = "{\"text\": \"hi\", \"size\": 1.50}";

  private final MessageDecoder decoder = typed(DecoderSettings.DEFAULT);

  @Test
  void aFieldAHeaderOrTheTopicSaysThatAMessageIsOfTheType() {
    String inPayload = "{\"aggregatetype\": \"note\", \"text\": \"hi\"}";
    String around = "{\"aggregatetype\":\"note\",\"payload\":" + quoted(NOTE) + "}";

    assertThat(verdict(decoder.decode(record(wrapped(inPayload)))))
        .isEqualTo("custom " + inPayload);
    assertThat(verdict(decoder.decode(record(expanded(around))))).isEqualTo("custom " + NOTE);
    assertThat(verdict(decoder.decode(noteInHeader(wrapped(NOTE))))).isEqualTo("custom " + NOTE);
    assertThat(verdict(decoder.decode(record(ROUTED, null, utf8(wrapped(NOTE)), List.of()))))
        .isEqualTo("custom " + NOTE);
  }

  @Test
  void aPayloadThatIsAnObjectIsWrittenAgainWithTheSameValues() {
    String object = "{\"a\":[1,-2.50,1e3,true,null,{\"b\":\"\\u00e9\\n\"}],\"\":{}}";
    String inner = "{\"schema\":0,\"payload\":" + object + "}";

    assertThat(verdict(decoder.decode(noteInHeader(expanded(object)))))
        .isEqualTo("custom {\"a\":[1,-2.50,1E+3,true,null,{\"b\":\"\u00e9\\n\"}],\"\":{}}");
    assertThat(verdict(decoder.decode(noteInHeader(expanded(inner)))))
        .isEqualTo(verdict(decoder.decode(noteInHeader(expanded(object)))));
  }

  @Test
  void withoutAnEnvelopeItIsUnderstoodWhereBarePayloadsAre() {
    MessageDecoder bare = typed(DecoderSettings.DEFAULT.withBarePayloads(true));

    assertThat(verdict(bare.decode(noteInHeader(quoted(NOTE))))).isEqualTo("custom " + NOTE);
    assertThat(verdict(bare.decode(noteInHeader("{\"text\":\"hi\"}"))))
        .isEqualTo("custom {\"text\":\"hi\"}");
    assertThat(verdict(decoder.decode(noteInHeader(NOTE))))
        .isEqualTo("invalid: not_debezium_format at $");
  }

  @Test
  void theDecoderGetsWhatIsKnownOfTheEvent() {
    SourceRecord record =
        record(
            ROUTED,
            utf8("key"),
            utf8(wrapped("{\"resource_context\":{\"org_id\":\"7\",\"event_type\":\"write\"}}")),
            List.of(RecordHeader.text("id", "row")));

    assertThat(decoder.decode(record))
        .isInstanceOfSatisfying(
            Decoding.Custom.class,
            custom ->
                assertThat(custom.event().metadata())
                    .isEqualTo(
                        new EventMetadata("row", "write", "note", "key", "7", "", "", "", null)));
  }

  @Test
  void theTypeAloneDecidesWhateverThePayloadLooksLike() {
    String relations = adding(TUPLE, "{}", "{}", "{}");
    String workspace = "{\"workspace\": 1, \"operation\": 2}";

    assertThat(verdict(decoder.decode(noteInHeader(wrapped(relations)))))
        .isEqualTo("custom " + relations);
    assertThat(verdict(decoder.decode(noteInHeader(wrapped(workspace)))))
        .isEqualTo("custom " + workspace);
  }

  @ParameterizedTest
  @EnumSource
  void messagesOfOtherTypesAreDecodedAsIfNothingWereRegistered(FaultyMessage message) {
    SourceRecord record = record(message.value);

    assertThat(typed(FaultyMessage.SETTINGS).decode(record))
        .isEqualTo(new OutboxDecoder(FaultyMessage.SETTINGS).decode(record));
  }

  @Test
  void aTombstoneIsOneWhateverItsType() {
    assertThat(decoder.decode(record(ROUTED, null, null, List.of())))
        .isEqualTo(new Decoding.Tombstone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[1]", "{\"payload\":null}"})
  void aPayloadThatIsNoObjectIsRefusedBeforeTheDecoderSeesIt(String payload) {
    assertThat(faults(decoder.decode(noteInHeader(expanded(payload)))))
        .extracting(Violation::code)
        .containsExactly(ViolationCode.INVALID_PAYLOAD);
  }

  @Test
  void aPayloadTextThatIsNoJsonIsDamageWhateverItsType() {
    assertThat(verdict(decoder.decode(noteInHeader(wrapped("{")))))
        .isEqualTo("invalid: damaged_message at $.payload");
  }

  private static SourceRecord noteInHeader(String value) {
    return record(MIXED, null, utf8(value), List.of(RecordHeader.text("aggregateType", "note")));
  }

  private static MessageDecoder typed(DecoderSettings settings) {
    MessageType<String> note =
        MessageType.of(
            "note",
            OutboxPayload::json,
            EventValidator.none(),
            (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
    return new TypedDecoder(new OutboxDecoder(settings), MessageTypes.of(note));
  }
}
