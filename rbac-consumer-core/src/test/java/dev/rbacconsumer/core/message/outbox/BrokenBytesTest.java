package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenBytesTest {
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);
  private static final String MALFORMED = "malformed: malformed_json at $";
  private static final String DAMAGED = "invalid: damaged_message at $";

  @Test
  void noValueIsATombstoneAndNoBytesAreNoJson() {
    assertThat(verdict(DECODER.decode(record((byte[]) null)))).isEqualTo("tombstone");
    assertThat(verdict(decode(""))).isEqualTo(MALFORMED);
    assertThat(verdict(decode(" \r\n\t"))).isEqualTo(MALFORMED);
    assertThat(verdict(decode(wrapped("")))).isEqualTo(DAMAGED + ".payload");
    assertThat(verdict(decode(wrapped(" \n")))).isEqualTo(DAMAGED + ".payload");
  }

  @Test
  void aValueCutOffAnywhereBehindItsFirstFieldIsDamaged() {
    int first = "{\"schema\"".length();
    for (String value : new String[] {wrapped(adding(TUPLE)), expanded(adding(TUPLE))}) {
      for (int length = 0; length < value.length(); length++) {
        assertThat(verdict(decode(value.substring(0, length))))
            .isEqualTo(length < first ? MALFORMED : DAMAGED);
      }
    }
  }

  @Test
  void aPayloadTextCutOffAnywhereIsDamaged() {
    String payload = adding(TUPLE);

    for (int length = 0; length < payload.length(); length++) {
      assertThat(verdict(decode(wrapped(payload.substring(0, length)))))
          .isEqualTo(DAMAGED + ".payload");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "}", ",", "null", "\u0000", "\"", "// no comment"})
  void anythingBehindTheValueIsRefused(String garbage) {
    String good = adding(TUPLE);

    assertThat(verdict(decode(wrapped(good) + garbage))).isEqualTo(DAMAGED);
    assertThat(verdict(decode(expanded(good) + garbage))).isEqualTo(DAMAGED);
    assertThat(verdict(decode(wrapped(good + garbage)))).isEqualTo(DAMAGED + ".payload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{'a':1}", "{a:1}", "{\"a\":01}", "{\"a\":NaN}", "[1,]", "\"a"})
  void whatOnlyLooksLikeJsonIsRefused(String text) {
    assertThat(verdict(decode(text))).isEqualTo(MALFORMED);
    assertThat(verdict(decode(wrapped(text)))).isEqualTo(DAMAGED + ".payload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00ff", "\u00c3(", "\u0080", "\u00e2\u0082", "\u00f8\u0088\u0080\u0080"})
  void brokenUtf8IsDamageInsideAMessageAndNoJsonBeforeIt(String bytes) {
    assertThat(ofBytes(expanded(adding(tuple("g1", bytes))))).isEqualTo(DAMAGED);
    assertThat(ofBytes(expanded(adding(tuple("\"id\"", '"' + bytes + '"'))))).isEqualTo(DAMAGED);
    assertThat(ofBytes(wrapped(adding(tuple("g1", bytes))))).isEqualTo(DAMAGED);
    assertThat(ofBytes(bytes + wrapped(adding(TUPLE)))).isEqualTo(MALFORMED);
  }

  @Test
  void bytesThatBeginAsUtf32AndAreNotAreFramed() {
    assertThat(ofBytes("\u0000\u0000\u0000{\u00ff\u00ff\u00ff\u00ff"))
        .isEqualTo("invalid: registry_framing at $");
  }

  @Test
  void halfACharacterIsNoId() {
    assertThat(verdict(decode(wrapped(adding(tuple("g1", "\\ud800"))))))
        .isEqualTo("invalid: invalid_id at $.relations_to_add[0].resource.id");
    assertThat(verdict(decode(expanded(adding(tuple("g1", "\\udc00\\ud800"))))))
        .isEqualTo("invalid: invalid_id at $.relations_to_add[0].resource.id");
    assertThat(ofBytes(expanded(adding(tuple("g1", "\u00ed\u00a0\u0080")))))
        .doesNotStartWith("relations");
  }

  @Test
  void halfACharacterInTheContextNeverBlocks() {
    String payload = "{\"relations_to_add\":[%s],\"resource_context\":{\"org_id\":\"\\ud800\"}}";

    assertThat(relations(decode(wrapped(payload.formatted(TUPLE)))).metadata().orgId())
        .isEqualTo("\ud800");
  }

  @Test
  void aRawControlCharacterIsNoJsonAndAnEscapedOneNoId() {
    for (char control = 0; control < ' '; control++) {
      String raw = String.valueOf(control);
      String escaped = "\\u%04x".formatted((int) control);

      assertThat(verdict(decode(expanded(adding(tuple("g1", raw)))))).isEqualTo(DAMAGED);
      assertThat(verdict(decode(wrapped(adding(tuple("g1", raw))))))
          .isEqualTo(DAMAGED + ".payload");
      assertThat(verdict(decode(wrapped(adding(tuple("g1", escaped))))))
          .isEqualTo("invalid: invalid_id at $.relations_to_add[0].resource.id");
    }
  }

  @Test
  void noFaultRepeatsAControlCharacterOrALongText() {
    String nasty = "\\u0000\\n\\u001b[31m\\u009b" + "x".repeat(2_000);
    String everywhere =
        tuple("g1", nasty).replace("member", nasty).replace("principal", nasty).replace("p1", "");

    for (String value :
        new String[] {
          wrapped(adding(everywhere)),
          wrapped("\u0001\n" + "x".repeat(2_000)),
          "\u0001\n" + "x".repeat(2_000),
          wrapped("{\"workspace\":{},\"operation\":\"" + nasty + "\"}")
        }) {
      assertThat(faults(decode(value)))
          .isNotEmpty()
          .allSatisfy(
              fault -> {
                assertThat(fault.message()).hasSizeLessThan(300);
                assertThat(fault.toString().chars().filter(Character::isISOControl)).isEmpty();
              });
    }
  }

  private static String ofBytes(String latin) {
    byte[] bytes = latin.getBytes(ISO_8859_1);
    assertThat(Arrays.equals(bytes, latin.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isFalse();
    return verdict(DECODER.decode(record(bytes)));
  }
}
