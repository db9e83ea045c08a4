package dev.rbacconsumer.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTypesTest {
  @Test
  void typesAreShownInOrderSoThatALogLineIsTheSameEveryTime() {
    assertThat(MessageTypes.of(type("b"), type("c"), type("a"))).hasToString("[a, b, c]");
    assertThat(MessageTypes.of(List.of()).isEmpty()).isTrue();
    assertThat(MessageTypes.none().isEmpty()).isTrue();
  }

  @Test
  void oneNameCannotMeanTwoTypes() {
    assertThatThrownBy(() -> MessageTypes.of(type("a"), type("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message types: want a registered once, got it twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relations-replication-event",
        "rbac-consumer-replication-event",
        "workspace",
        "workspace-bulk"
      })
  void whatTheConsumerIsForCannotBeTakenAwayFromIt(String builtIn) {
    assertThatThrownBy(() -> MessageTypes.of(type("a"), type(builtIn)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message types: %s is built in; want another aggregate type", builtIn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aTypeHasAName(String blank) {
    assertThatThrownBy(() -> type(blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("aggregate type: want a text");
  }

  @Test
  void aRefusalOfAPayloadHasAReason() {
    assertThatThrownBy(() -> new PayloadException(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new PayloadException(ViolationCode.MISSING_FIELD, "$.id", "want a text, got none"))
        .hasMessage("missing_field at $.id: want a text, got none");
  }

  private static MessageType<String> type(String name) {
    return MessageType.of(
        name,
        OutboxPayload::json,
        EventValidator.none(),
        (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
  }
}
