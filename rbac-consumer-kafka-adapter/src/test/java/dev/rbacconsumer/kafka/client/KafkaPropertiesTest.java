package dev.rbacconsumer.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaPropertiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max.poll.records",
        "linger.ms",
        "sasl.jaas.config",
        "config.providers",
        "config.providers.vault.class",
        "config.providers.vault.param.allowed.paths"
      })
  void whatAConsumerOrAProducerTakesIsKnown(String name) {
    assertThat(KafkaProperties.isKnown(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max.poll.record", "config.providers.vault", "", "sasl"})
  void nothingElseIs(String name) {
    assertThat(KafkaProperties.isKnown(name)).isFalse();
  }

  @Test
  void everyFixedPropertyIsOneThatKafkaHas() {
    assertThat(KafkaProperties.known()).containsAll(ReservedProperties.REASONS.keySet());
  }

  @Test
  void fixedPropertyCannotReachTheClient() {
    ReservedProperties.REASONS
        .keySet()
        .forEach(
            name ->
                assertThatThrownBy(
                        () -> new KafkaClientSettings("b:1", "g", "c", Map.of(name, "anything")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name));
  }

  @ParameterizedTest
  @CsvSource({
    "sasl.jaas.config, true",
    "ssl.truststore.certificates, true",
    "ssl.keystore.key, true",
    "ssl.key.password, true",
    "my.own.password, true",
    "config.providers.vault.param.token, true",
    "config.providers.vault.class, false",
    "config.providers, false",
    "sasl.mechanism, false"
  })
  void passwordsAndWhatNoOneKnowsAreSecret(String name, boolean secret) {
    assertThat(KafkaProperties.isSecret(name)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max.poll.records; many; what Kafka takes as int [1,...]",
        "max.poll.records; 0; what Kafka takes as int [1,...]",
        "security.protocol; TLS; what Kafka takes as string (case insensitive)"
            + " [SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT]",
        "sasl.login.callback.handler.class; no.such.Class; what Kafka takes as class",
        "allow.auto.create.topics; maybe; what Kafka takes as boolean",
      })
  void wrongValueIsReportedByWhatKafkaTakes(String name, String value, String wanted) {
    assertThat(KafkaProperties.wantedInstead(name, value)).contains(wanted);
  }

  @Test
  void rightAndUnknownValuesAreLeftAlone() {
    assertThat(KafkaProperties.wantedInstead("max.poll.records", "7")).isEmpty();
    assertThat(KafkaProperties.wantedInstead("security.protocol", "sasl_ssl")).isEmpty();
    assertThat(KafkaProperties.wantedInstead("my.own", "7")).isEmpty();
  }

  @Test
  void deadLettersAreWrittenOverTheSameConnection() {
    Map<String, Object> producer =
        new KafkaClientSettings(
                "b:1",
                "g",
                "c",
                Map.of(
                    "security.protocol", "SSL",
                    "config.providers", "env",
                    "config.providers.env.class", "a.B",
                    "my.login.module.option", "x",
                    "max.poll.records", "7"))
            .producerProperties();

    assertThat(producer)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("config.providers.env.class", "a.B")
        .containsEntry("my.login.module.option", "x")
        .doesNotContainKey("max.poll.records");
  }

  @Test
  void aDeadLetterIsKeptOnceAllReplicasHaveIt() {
    Map<String, Object> producer =
        new KafkaClientSettings("b:1", "g", "c", Map.of()).producerProperties();

    assertThat(producer).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
  }

  @Test
  void settingsShowNoValuesOfProperties() {
    assertThat(
            new KafkaClientSettings("b:1", "g", "c", Map.of("ssl.key.password", "hunter2"))
                .toString())
        .contains("ssl.key.password")
        .doesNotContain("hunter2");
  }
}
