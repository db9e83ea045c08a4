package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.quoted;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Messages;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was a message is invalid when it is damaged; only what never was one is malformed. */
class DamagedMessageTest {
  private static final DecoderSettings BARE = DecoderSettings.DEFAULT.withBarePayloads(true);
  private static final String DAMAGED = "invalid: damaged_message at $";
  private static final String MALFORMED = "malformed: malformed_json at $";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\"",
        "{\"schema\":",
        "{\"schema\":t",
        "{\"schema\":{\"type\":",
        "{\"sch\\u0065ma\"",
        "{\"sch\\u0065ma\":{",
        "{\"payload\"",
        "{\"payload\":nul",
        "{\"payload\":\"{\\\"a",
        "{\"foo\":1,\"schema\":",
        "{\"foo\":[{}],\"payload\":",
        "\ufeff{\"schema\":",
        "{ \n\t\"schema\" : ",
        "{\"schema\":{},\"payload\":\"{}\"",
        "{\"schema\":{},\"payload\":\"{}\",}",
        "{\"schema\":{},\"payload\":\"{}\"}}",
        "{\"schema\":{},\"payload\":\"{}\"} x",
        "{\"schema\":{},\"payload\":\"{}\"}\u0000",
        "{\"schema\":{}}{}",
        "{\"hello\":1}{\"schema\":{},\"payload\":\"{}\"}",
        "{\"relations_to_remove\"",
        "{\"relations_to_add\":[{\"resource\":",
        "{\"resource_context\":{},\"relations_to_remove\":[",
        "\"{\\\"relations_to_remove\\\":[{",
        "\"\\n{",
        "\"\\u007b"
      })
  void isInvalidOnceAPartOfAMessageWasRead(String value) {
    assertThat(verdict(decode(value))).isEqualTo(DAMAGED);
    assertThat(verdict(decode(BARE, value))).isEqualTo(DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"",
        "{\"schem",
        "{\"schema\\",
        "{\"foo\":",
        "{\"foo\":{\"schema\":",
        "{\"Schema\":{",
        "{\"hello\":1}{\"payloads\":",
        "{\"hello\":1} {}",
        "[{\"schema\":",
        "x{\"schema\":{}}",
        "{schema:1}",
        "  \"event_type\": \"role_binding_created\",",
        "\"schema\": {",
        "\"relations_to_remove\": [",
        "\"__debezium\": 1",
        "},",
        "],",
        "5,",
        "__debezium_unavailable_value_",
        "\u0001\u0000\u0000\u0000\u0007{}"
      })
  void isMalformedWhereNothingOfAMessageWasRead(String value) {
    assertThat(verdict(decode(value))).isEqualTo(MALFORMED);
    assertThat(verdict(decode(BARE, value))).isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "x",
        "\ufeff{}",
        "[",
        "__debezium_unavailable_value"
      })
  void isInvalidWhereAPayloadTextDoesNotParse(String text) {
    assertThat(verdict(decode(wrapped(text)))).isEqualTo(DAMAGED + ".payload");
    assertThat(verdict(decode("{\"payload\":" + quoted(text) + "}")))
        .isEqualTo(DAMAGED + ".payload");
    assertThat(verdict(decode("{\"schema\":{},\"payload\":{\"payload\":" + quoted(text) + "}}")))
        .isEqualTo(DAMAGED + ".payload.payload");
    assertThat(verdict(decode(BARE, quoted(text)))).isEqualTo(DAMAGED);
  }

  @Test
  void isInvalidWhereTheConverterOfTextsWroteThePlaceholder() {
    assertThat(verdict(decode("__debezium_unavailable_value"))).isEqualTo(DAMAGED);
  }

  @Test
  void brokenCharactersInsideAMessageAreDamage() {
    byte[] value = wrapped(adding(TUPLE)).replace("g1", "\u00ff").getBytes(ISO_8859_1);

    assertThat(verdict(new OutboxDecoder(DecoderSettings.DEFAULT).decode(record(value))))
        .startsWith(DAMAGED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0000000007, invalid: registry_framing at $",
    "0000000007000a7b, invalid: registry_framing at $",
    "00ffffffff7b7d, invalid: registry_framing at $",
    "00000000, malformed: malformed_json at $",
    "00, malformed: malformed_json at $",
    "0100000007, malformed: malformed_json at $",
  })
  void framingOfARegistryIsAZeroByteAndAnId(String hex, String verdict) {
    byte[] value = HexFormat.of().parseHex(hex);

    assertThat(verdict(new OutboxDecoder(DecoderSettings.DEFAULT).decode(record(value))))
        .isEqualTo(verdict);
  }

  @Test
  void aFramedEnvelopeIsFramedAllTheSame() {
    byte[] envelope = wrapped(adding(TUPLE)).getBytes(ISO_8859_1);
    byte[] framed = new byte[5 + envelope.length];
    framed[4] = 7;
    System.arraycopy(envelope, 0, framed, 5, envelope.length);

    assertThat(verdict(new OutboxDecoder(BARE).decode(record(framed))))
        .isEqualTo("invalid: registry_framing at $");
  }

  @Test
  void anEnvelopeInAnotherEncodingIsNotPassedOverWhereItIsCutOff() {
    String value = wrapped(adding(TUPLE));
    for (byte[] bytes : List.of(value.getBytes(UTF_16LE), value.getBytes(UTF_16BE))) {
      OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);

      assertThat(verdict(decoder.decode(record(bytes)))).startsWith("relations ");
      assertThat(verdict(decoder.decode(record(Arrays.copyOf(bytes, bytes.length / 2)))))
          .startsWith("invalid: ");
    }
  }

  @Test
  void metadataOutsideTheValueIsKnownAllTheSame() {
    List<RecordHeader> headers = List.of(RecordHeader.text("id", "row-1"));
    PartitionId routed = new PartitionId("outbox.event.relations", 0);
    byte[] value = Messages.utf8("{\"schema\":{");

    assertThat(
            new OutboxDecoder(DecoderSettings.DEFAULT)
                .decode(record(routed, null, value, headers))
                .metadata()
                .eventId())
        .isEqualTo("row-1");
  }

  @Test
  void theFaultSaysWhereTheJsonBreaks() {
    assertThat(faults(decode("{\"schema\":{}} {}")))
        .extracting(Violation::message)
        .containsExactly(
            "want one whole message; its JSON breaks: more content follows the end of the value");
    assertThat(faults(decode(wrapped("{\"a\":"))))
        .extracting(Violation::message)
        .singleElement()
        .asString()
        .startsWith("want JSON in the payload text; it breaks: Unexpected end-of-input");
  }
}
