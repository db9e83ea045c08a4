package dev.rbacconsumer.testkit.messages;

import static dev.rbacconsumer.testkit.messages.BadMessage.BLANK_RESOURCE_ID;
import static dev.rbacconsumer.testkit.messages.BadMessage.BOTH_LISTS_EMPTY;
import static dev.rbacconsumer.testkit.messages.BadMessage.ENVELOPE_WITHOUT_SCHEMA;
import static dev.rbacconsumer.testkit.messages.BadMessage.IMPOSSIBLE_TYPE_NAME;
import static dev.rbacconsumer.testkit.messages.BadMessage.LIST_NOT_AN_ARRAY;
import static dev.rbacconsumer.testkit.messages.BadMessage.NEITHER_LIST;
import static dev.rbacconsumer.testkit.messages.BadMessage.PAYLOAD_NOT_AN_OBJECT;
import static dev.rbacconsumer.testkit.messages.BadMessage.PAYLOAD_TEXT_NOT_JSON;
import static dev.rbacconsumer.testkit.messages.BadMessage.PAYLOAD_UNAVAILABLE;
import static dev.rbacconsumer.testkit.messages.BadMessage.REGISTRY_FRAMING;
import static dev.rbacconsumer.testkit.messages.BadMessage.RESOURCE_MISSING;
import static dev.rbacconsumer.testkit.messages.BadMessage.UNKNOWN_FIELD;
import static dev.rbacconsumer.testkit.messages.BadMessage.UNKNOWN_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BadMessageTest {
  @Test
  void noTwoAreTheSame() {
    assertThat(Arrays.stream(BadMessage.values()).map(bad -> bad.message().valueText()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheValueIsWrong(BadMessage bad) {
    // When
    OutboxMessage message = bad.message();

    // Then
    assertThat(message.topic()).isEqualTo(OutboxMessages.relations().build().topic());
    assertThat(message.key()).isEqualTo("stage".getBytes(UTF_8));
    assertThat(message.headers()).extracting(header -> header.name()).containsExactly("id");
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheFirstFiveAreNoJson(BadMessage bad) {
    assertThat(isJson(bad.message().valueText())).isEqualTo(bad.compareTo(REGISTRY_FRAMING) > 0);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_JSON", "EMPTY_VALUE", "ENVELOPE_CUT_OFF", "TWO_ENVELOPES", "REGISTRY_FRAMING"})
  void whatIsInAnEnvelopeIsJsonUnlessItsNameDeniesIt(BadMessage bad) throws IOException {
    // When
    String payload = payloadText(bad);

    // Then
    if (bad == BadMessage.NOT_AN_ENVELOPE || bad == ENVELOPE_WITHOUT_SCHEMA) {
      assertThat(payload).isEmpty();
    } else {
      assertThat(isJson(payload))
          .isEqualTo(bad != PAYLOAD_TEXT_NOT_JSON && bad != PAYLOAD_UNAVAILABLE);
    }
  }

  @Test
  void eachShowsTheFaultItIsNamedFor() throws IOException {
    assertThat(payloadText(PAYLOAD_NOT_AN_OBJECT)).startsWith("[");
    assertThat(payloadText(NEITHER_LIST))
        .startsWith("{\"resource_context\"")
        .doesNotContain("relations_to", "workspace");
    assertThat(payloadText(BOTH_LISTS_EMPTY))
        .contains("\"relations_to_add\": []", "\"relations_to_remove\": []");
    assertThat(payloadText(LIST_NOT_AN_ARRAY)).contains("\"relations_to_remove\": {}");
    assertThat(payloadText(BLANK_RESOURCE_ID)).contains("\"resource\": {\"id\": \"\"");
    assertThat(payloadText(RESOURCE_MISSING)).doesNotContain("\"resource\"");
    assertThat(payloadText(IMPOSSIBLE_TYPE_NAME)).contains("\"name\": \"Role Binding!\"");
    assertThat(payloadText(UNKNOWN_FIELD)).contains("\"caveat\": {");
    assertThat(payloadText(UNKNOWN_TYPE)).contains("\"name\": \"no_such_type\"");
  }

  /** The text under {@code payload} at the top; empty where there is none. */
  private static String payloadText(BadMessage bad) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(bad.message().value())) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        JsonToken content = parser.nextToken();
        if (parser.currentName().equals("payload") && content == JsonToken.VALUE_STRING) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return "";
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentToken() != null && parser.nextToken() == null;
    } catch (IOException invalid) {
      return false;
    }
  }
}
