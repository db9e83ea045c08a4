package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of an event is known from its headers, before the message is decoded. */
class EventIdTest {
  private static final OutboxDecoder BUILT_IN = new OutboxDecoder(DecoderSettings.DEFAULT);
  private static final MessageDecoder TYPED = new TypedDecoder(BUILT_IN, MessageTypes.of());
  private static final int LONGEST = 1_024;

  @ParameterizedTest
  @ValueSource(strings = {"id", "eventId", "event_id"})
  void isInAHeaderOfAnyOfItsNamesBesideOthers(String name) {
    SourceRecord record =
        with(
            RecordHeader.text("eventType", "create"),
            RecordHeader.text(name, "row"),
            RecordHeader.text("aggregateId", "group"));

    assertThat(BUILT_IN.eventId(record)).isEqualTo("row");
    assertThat(TYPED.eventId(record)).isEqualTo("row");
    assertThat(BUILT_IN.decode(record).metadata().eventId()).isEqualTo("row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventType", "aggregateId", "ID", "event-id", "__debezium.id", ""})
  void isInNoHeaderOfAnotherName(String name) {
    assertThat(BUILT_IN.eventId(with(RecordHeader.text(name, "row")))).isEmpty();
    assertThat(TYPED.eventId(with(RecordHeader.text(name, "row")))).isEmpty();
  }

  @Test
  void isTheLastOneThatCanBeReadWhereTwoHeadersSayIt() {
    SourceRecord record =
        with(
            RecordHeader.text("id", "first"),
            RecordHeader.text("event_id", "second"),
            new RecordHeader("id", null),
            RecordHeader.text("id", "x".repeat(LONGEST + 1)));

    assertThat(BUILT_IN.eventId(record)).isEqualTo("second");
    assertThat(BUILT_IN.decode(record).metadata().eventId()).isEqualTo("second");
  }

  @Test
  void isReadUpToTheLongestHeader() {
    String longest = "x".repeat(LONGEST);
    SourceRecord record = with(RecordHeader.text("id", longest));

    assertThat(BUILT_IN.eventId(record)).isEqualTo(longest);
    assertThat(BUILT_IN.decode(record).metadata().eventId()).isEqualTo(longest);
    assertThat(BUILT_IN.eventId(with(RecordHeader.text("id", longest + "x")))).isEmpty();
  }

  @Test
  void isNotLookedForInTheMessage() {
    SourceRecord record = record(wrapped(adding(TUPLE).replaceFirst("\\{", "{\"id\":\"field\",")));

    assertThat(BUILT_IN.eventId(record)).isEmpty();
    assertThat(BUILT_IN.decode(record).metadata().eventId()).isEqualTo("field");
  }

  private static SourceRecord with(RecordHeader... headers) {
    return record(
        new PartitionId("some-topic", 0), null, utf8(wrapped(adding(TUPLE))), List.of(headers));
  }
}
