package dev.rbacconsumer.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client throws itself is seen in the launcher, with real settings and files. */
final class ClientConfigErrorTest {
  private static final String LOGIN =
      "a.Module required username=\"ann\" password=\"rivers-42\" token=hunter2;";

  @Test
  void whatIsMadeIsGiven() {
    assertThat(ClientConfigError.explaining(settings(Map.of()), () -> "made")).isEqualTo("made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rivers-42", "hunter2", LOGIN, "ann"})
  void nothingOfALoginIsRepeated(String secret) {
    // Given
    KafkaException thrown = new KafkaException("outer", new KafkaException("odd: " + secret + "!"));

    // When
    KafkaClientException told = told(Map.of("sasl.jaas.config", LOGIN), thrown);

    // Then
    assertThat(told)
        .hasMessage(
            "the Kafka client cannot be made: odd: (hidden)!; check the properties it is given:"
                + " kafka.sasl.jaas.config")
        .hasCause(thrown);
    assertThat(told.isPassing()).isFalse();
  }

  @Test
  void valueThatIsRefusedIsNotRepeatedSinceItMayHaveBeenLookedUp() {
    ConfigException thrown = new ConfigException("max.poll.records", "hunter2", "Not a number");

    assertThat(told(Map.of(), thrown))
        .hasMessage(
            "kafka.max.poll.records: want a value that the client takes, got another one:"
                + " Not a number");
  }

  @Test
  void loginThatCannotBeReadIsReportedWithoutItsCauseWhichMayQuoteIt() {
    IllegalArgumentException cause =
        new IllegalArgumentException("Invalid login module control flag 'hunter2' in JAAS config");

    assertThat(told(Map.of("sasl.jaas.config", LOGIN), new KafkaException(cause)))
        .hasMessageStartingWith("kafka.sasl.jaas.config: want a login such as ")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "java.net.ConnectException: Connection refused, true",
    "a.B: The response code 503 was encountered, true",
    "a.B: The response code 400 was encountered, false",
    "a.B: The response code 401 was encountered, false"
  })
  void providerThatDoesNotAnswerMayAnswerLaterAndOneThatRefusesWillNot(
      String said, boolean passing) {
    KafkaClientException told =
        told(Map.of(), new KafkaException("outer", new LoginException(said + "\n\tat a.B.c")));

    assertThat(told.isPassing()).isEqualTo(passing);
    assertThat(told)
        .hasMessageStartingWith("logging in: " + said.substring(said.indexOf(' ') + 1) + "; check")
        .hasNoCause();
  }

  @Test
  void nameWithoutAnAddressMayHaveOneLater() {
    KafkaException thrown =
        new KafkaException(
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));

    assertThat(told(Map.of(), thrown).isPassing()).isTrue();
    assertThat(told(Map.of(), thrown))
        .hasMessageContaining("kafka:9092")
        .hasMessageContaining("DNS");
  }

  @Test
  void causeThatLeadsInACircleIsFollowedOnce() {
    KafkaException outer = new KafkaException("outer");
    outer.initCause(new IllegalStateException("inner", outer));

    assertThat(told(Map.of(), outer)).hasMessageContaining("inner");
  }

  private static KafkaClientException told(Map<String, String> more, RuntimeException thrown) {
    return catchThrowableOfType(
        KafkaClientException.class,
        () ->
            ClientConfigError.explaining(
                settings(more),
                () -> {
                  throw thrown;
                }));
  }

  private static KafkaClientSettings settings(Map<String, String> more) {
    return new KafkaClientSettings("kafka:9092", "group", "client", more);
  }
}
