package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.quoted;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a connector may say what an event is: in fields, headers, the key, the topic's name. */
class MetadataPlacesTest {
  private static final PartitionId PLAIN = new PartitionId("some-topic", 0);
  private static final PartitionId ROUTED = new PartitionId("outbox.event.from-topic", 0);
  private static final String GOOD = adding(TUPLE);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "aggregatetype, aggregateType",
    "aggregateType, aggregateType",
    "aggregate_type, aggregateType",
    "aggregateid, aggregateId",
    "aggregateId, aggregateId",
    "aggregate_id, aggregateId",
    "type, eventType",
    "eventType, eventType",
    "event_type, eventType",
    "id, eventId",
    "eventId, eventId",
    "event_id, eventId"
  })
  void aFieldOrAHeaderOfThisNameSaysIt(String name, String what) {
    String field = GOOD.replaceFirst("\\{", "{\"" + name + "\":\"said\",");
    String outside = expanded("{\"" + name + "\":\"said\",\"payload\":" + quoted(GOOD) + "}");
    EventMetadata inHeader = metadata(PLAIN, null, wrapped(GOOD), RecordHeader.text(name, "said"));

    assertThat(said(metadata(PLAIN, null, wrapped(field)), what)).isEqualTo("said");
    assertThat(said(metadata(PLAIN, null, outside), what)).isEqualTo("said");
    assertThat(said(inHeader, what)).isEqualTo("said");
    assertThat(said(metadata(PLAIN, null, wrapped(GOOD)), what)).isEmpty();
  }

  private static String said(EventMetadata metadata, String what) {
    return switch (what) {
      case "aggregateType" -> metadata.aggregateType();
      case "aggregateId" -> metadata.aggregateId();
      case "eventType" -> metadata.eventType();
      default -> metadata.eventId();
    };
  }

  @Test
  void theFieldComesFirstThenTheHeaderThenTheKeyOrTheTopic() {
    String fields = wrapped(GOOD.replaceFirst("\\{", "{\"aggregatetype\":\"f\",\"type\":\"f\","));
    RecordHeader[] headers = {
      RecordHeader.text("aggregateType", "h"),
      RecordHeader.text("eventType", "h"),
      RecordHeader.text("aggregateId", "h")
    };

    EventMetadata all = metadata(ROUTED, "k", fields, headers);
    EventMetadata noFields = metadata(ROUTED, "k", wrapped(GOOD), headers);
    EventMetadata keyAndTopic = metadata(ROUTED, "k", wrapped(GOOD));

    assertThat(List.of(all.aggregateType(), all.eventType())).containsOnly("f");
    assertThat(List.of(noFields.aggregateType(), noFields.eventType(), noFields.aggregateId()))
        .containsOnly("h");
    assertThat(keyAndTopic.aggregateId()).isEqualTo("k");
    assertThat(keyAndTopic.aggregateType()).isEqualTo("from-topic");
  }

  @Test
  void theIdOfTheRowIsInTheHeaderWhateverAFieldSays() {
    String field = wrapped(GOOD.replaceFirst("\\{", "{\"id\":\"field\","));

    assertThat(metadata(PLAIN, null, field, RecordHeader.text("id", "row")).eventId())
        .isEqualTo("row");
  }

  @ParameterizedTest(name = "<{0}>")
  @MethodSource("texts")
  void aKeyOrAHeaderIsReadInEveryDress(String dressed, String text) {
    EventMetadata inKey = metadata(PLAIN, dressed, wrapped(GOOD));
    EventMetadata inHeader =
        metadata(PLAIN, null, wrapped(GOOD), RecordHeader.text("eventType", dressed));

    assertThat(inKey.aggregateId()).isEqualTo(text);
    assertThat(inHeader.eventType()).isEqualTo(text);
  }

  static Stream<Arguments> texts() {
    String schema = "\"schema\":{\"type\":\"string\",\"optional\":false}";
    return Stream.of(
        arguments("stage", "stage"),
        arguments("\"stage\"", "stage"),
        arguments("{" + schema + ",\"payload\":\"stage\"}", "stage"),
        arguments("{\"payload\":\"stage\"," + schema + "}", "stage"),
        arguments("\"no end", "\"no end"),
        arguments("{no JSON}", "{no JSON}"),
        arguments("{\"payload\":\"cut off", "{\"payload\":\"cut off"),
        arguments("\"two\" \"texts\"", "\"two\" \"texts\""),
        arguments("", ""));
  }

  @Test
  void whatIsMissingTooLongOrNotUtf8OutsideNeverBlocks() {
    RecordHeader empty = new RecordHeader("eventType", null);
    RecordHeader huge = RecordHeader.text("eventType", "t".repeat(1_025));
    RecordHeader broken = new RecordHeader("eventType", new byte[] {(byte) 0xc3, '('});

    assertThat(metadata(PLAIN, null, wrapped(GOOD), empty, huge).eventType()).isEmpty();
    assertThat(metadata(PLAIN, "k".repeat(1_025), wrapped(GOOD)).aggregateId()).isEmpty();
    assertThat(metadata(PLAIN, null, wrapped(GOOD), broken).eventType()).isEqualTo("\ufffd(");
  }

  @Test
  void aKeyOrAHeaderMayHaveAKibibyte() {
    String longest = "k".repeat(1_024);
    RecordHeader type = RecordHeader.text("eventType", longest);

    assertThat(metadata(PLAIN, longest, wrapped(GOOD)).aggregateId()).isEqualTo(longest);
    assertThat(metadata(PLAIN, null, wrapped(GOOD), type).eventType()).isEqualTo(longest);
  }

  @Test
  void headersOfOtherNamesMeanNothing() {
    RecordHeader other = RecordHeader.text("__debezium.context.task", "0");

    assertThat(metadata(PLAIN, null, wrapped(GOOD), other))
        .isEqualTo(metadata(PLAIN, null, wrapped(GOOD)));
  }

  @Test
  void whatIsRefusedSaysWhoItIsAllTheSame() {
    String broken =
        adding(TUPLE.replace("\"g1\"", "\"\""))
            .replaceFirst("\\{", "{\"event_type\":\"create_group\",\"org_id\":\"acme\",");

    EventMetadata metadata =
        decode(PLAIN, null, wrapped(broken), RecordHeader.text("id", "row")).metadata();

    assertThat(decode(PLAIN, null, wrapped(broken))).isInstanceOf(Decoding.Invalid.class);
    assertThat(metadata.eventId()).isEqualTo("row");
    assertThat(metadata.eventType()).isEqualTo("create_group");
    assertThat(decode(PLAIN, null, wrapped("{}"), RecordHeader.text("id", "row")).metadata())
        .extracting(EventMetadata::eventId)
        .isEqualTo("row");
  }

  private static EventMetadata metadata(
      PartitionId partition, @Nullable String key, String value, RecordHeader... headers) {
    return relations(decode(partition, key, value, headers)).metadata();
  }

  private static Decoding decode(
      PartitionId partition, @Nullable String key, String value, RecordHeader... headers) {
    byte[] keyBytes = key == null ? null : utf8(key);
    return new OutboxDecoder(DecoderSettings.DEFAULT)
        .decode(record(partition, keyBytes, utf8(value), List.of(headers)));
  }
}
