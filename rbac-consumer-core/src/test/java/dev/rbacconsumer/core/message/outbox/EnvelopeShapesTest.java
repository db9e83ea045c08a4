package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.DECODED;
import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.quoted;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rbacconsumer.core.message.Violation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeShapesTest {
  private static final DecoderSettings BARE = DecoderSettings.DEFAULT.withBarePayloads(true);
  private static final String GOOD = adding(TUPLE);

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  void isUnderstoodWithEverySetting(String name, String value) {
    assertThat(verdict(decode(value))).isEqualTo("relations -[] +[" + DECODED + "]");
    assertThat(verdict(decode(BARE, value))).isEqualTo("relations -[] +[" + DECODED + "]");
  }

  static Stream<Arguments> understood() {
    return Stream.of(
        arguments("text", wrapped(GOOD)),
        arguments("text with blanks around", " \n" + wrapped("\n\t" + GOOD + "  ") + "\r\n"),
        arguments("object", expanded(GOOD)),
        arguments("payload first", "{\"payload\":" + quoted(GOOD) + ",\"schema\":null}"),
        arguments("schema of any content", "{\"schema\":[1,{}],\"payload\":" + GOOD + "}"),
        arguments("fields nobody knows", "{\"schema\":{},\"x\":[{}],\"payload\":" + GOOD + "}"),
        arguments(
            "text one level deeper",
            expanded("{\"payload\":" + quoted(GOOD) + ",\"eventType\":\"create_group\"}")),
        arguments("object one level deeper", expanded("{\"payload\":" + GOOD + "}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bare")
  void aBarePayloadIsUnderstoodByTheSettingOnly(String name, String value) {
    assertThat(verdict(decode(value))).isEqualTo("invalid: not_debezium_format at $");
    assertThat(verdict(decode(BARE, value))).isEqualTo("relations -[] +[" + DECODED + "]");
  }

  static Stream<Arguments> bare() {
    return Stream.of(
        arguments("the text itself", GOOD),
        arguments("a JSON string that holds it", quoted(GOOD)),
        arguments("the outbox row", "{\"type\":\"x\",\"payload\":" + quoted(GOOD) + "}"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                     | not_debezium_format at $
          5                                       | not_debezium_format at $
          null                                    | not_debezium_format at $
          {}                                      | not_debezium_format at $
          {"schema":{}}                           | not_debezium_format at $
          {"payload":"{}"}                        | not_debezium_format at $
          {"payload":"[]"}                        | not_debezium_format at $
          {"schema":{},"payload":null}            | invalid_payload at $.payload
          {"schema":{},"payload":[]}              | invalid_payload at $.payload
          {"schema":{},"payload":7}               | invalid_payload at $.payload
          {"schema":{},"payload":true}            | invalid_payload at $.payload
          {"schema":{},"payload":"null"}          | invalid_payload at $.payload
          {"schema":{},"payload":"[1,[2]]"}       | invalid_payload at $.payload
          {"schema":{},"payload":"\\"text\\""}    | invalid_payload at $.payload
          {"schema":{},"payload":{"payload":1}}   | invalid_payload at $.payload.payload
          {"schema":{},"payload":{"payload":"2"}} | invalid_payload at $.payload.payload
          {"schema":{},"payload":{}}              | missing_relations_fields at $
          {"schema":{},"payload":"{}"}            | missing_relations_fields at $
          """)
  void isRefused(String value, String fault) {
    assertThat(verdict(decode(value))).isEqualTo("invalid: " + fault);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}               | got an object without either
          {"other":{}}     | got an object without either
          {"schema":{}}    | got an object without "payload"
          {"payload":"{}"} | got an object without "schema"
          [1]              | got a list
          """)
  void aValueThatIsNoEnvelopeIsToldWhatItLacks(String value, String found) {
    assertThat(faults(decode(value)))
        .singleElement()
        .extracting(Violation::message)
        .isEqualTo("want an object with \"schema\" and \"payload\", " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"schema\":{}}", "{\"payload\":\"{}\"}", "{\"payload\":{}}"})
  void halfAnEnvelopeIsNoBarePayload(String value) {
    assertThat(verdict(decode(BARE, value))).isEqualTo("invalid: not_debezium_format at $");
  }

  @Test
  void aBareTextThatHoldsNoObjectIsRefused() {
    assertThat(verdict(decode(BARE, quoted("5")))).isEqualTo("invalid: invalid_payload at $");
    assertThat(verdict(decode(BARE, quoted("{")))).isEqualTo("invalid: damaged_message at $");
  }

  @Test
  void onlyAPayloadThatIsAnObjectIsCalledExpanded() {
    String deeper = expanded("{\"payload\":" + quoted(GOOD) + "}");

    assertThat(relations(decode(expanded(GOOD))).expanded()).isTrue();
    assertThat(relations(decode(expanded("{\"payload\":" + GOOD + "}"))).expanded()).isTrue();
    assertThat(relations(decode(wrapped(GOOD))).expanded()).isFalse();
    assertThat(relations(decode(deeper)).expanded()).isFalse();
  }
}
