package dev.rbacconsumer.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of the source as an embedder reads them from a map. */
final class KafkaSettingsReaderTest {
  private static final Map<String, String> LEAST =
      Map.of("KAFKA_SERVERS", "a:1,b:2", "RBAC_KAFKA_CONSUMER_TOPIC", "topic");

  @Test
  void leastThatMustBeSetGivesTheDefaults() {
    assertThat(read(Map.of()).orThrow())
        .isEqualTo(
            new KafkaSourceSettings(
                new KafkaClientSettings(
                    "a:1,b:2",
                    "rbac-consumer-group",
                    "rbac-consumer",
                    Map.of("group.protocol", "classic")),
                "topic"));
  }

  @Test
  void groupAndPropertiesReachTheClient() {
    Map<String, String> more =
        Map.of(
            "RBAC_KAFKA_CONSUMER_GROUP_ID", "group",
            "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", "Consumer",
            "RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID", "one",
            "KAFKA_PROPERTY_CLIENT_ID", "me",
            "KAFKA_PROPERTY_FETCH_MAX_BYTES", "1000000");

    assertThat(read(more).orThrow().client())
        .isEqualTo(
            new KafkaClientSettings(
                "a:1,b:2",
                "group",
                "me",
                Map.of(
                    "group.protocol", "consumer",
                    "group.instance.id", "one",
                    "client.id", "me",
                    "fetch.max.bytes", "1000000")));
  }

  @Test
  void customBrokerReplacesTheOthersAndTheirLogin() {
    SettingValues values =
        SettingValues.of(
            Map.of(
                "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER", "c:3",
                "RBAC_KAFKA_CONSUMER_TOPIC", "topic",
                "KAFKA_PROPERTY_SECURITY_PROTOCOL", "SSL"));

    Reading<KafkaSourceSettings> reading = KafkaSettingsReader.read(values);

    assertThat(reading.orThrow().client().bootstrapServers()).isEqualTo("c:3");
    assertThat(reading.orThrow().client().more()).doesNotContainKey("security.protocol");
    assertThat(reading.warnings())
        .containsExactly(
            "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER: connected to without login and TLS, so these have"
                + " no effect: KAFKA_PROPERTY_SECURITY_PROTOCOL");
  }

  @Test
  void brokersAreThoseOfALaptopUnlessTheyAreSet() {
    Reading<KafkaSourceSettings> reading =
        KafkaSettingsReader.read(SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_TOPIC", "topic")));

    assertThat(reading.orThrow().client().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(reading.warnings())
        .containsExactly(
            "KAFKA_SERVERS is not set: the broker is localhost:9092, which is the default");
  }

  @Test
  void problemsAreThoseOfTheLauncher() {
    assertThat(problems(KafkaSettingsReader.read(SettingValues.of(Map.of()))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_TOPIC: want the name of a topic (1 to 249 of A-Z a-z 0-9 . _ -),"
                + " got nothing");
    assertThat(
            problems(
                read(
                    Map.of(
                        "RBAC_KAFKA_CONSUMER_GROUP_ID", "my group",
                        "KAFKA_PROPERTY_GROUP_PROTOCOL", "classic",
                        "KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL"))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_GROUP_ID: want only A-Z a-z 0-9 / _ | - = + because the group is"
                + " part of a lock id, got \"my group\" with U+0020 at position 3",
            "KAFKA_PROPERTY_GROUP_PROTOCOL: want it not set, because the protocol of the group has"
                + " a setting of its own, RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL, got \"classic\"",
            "KAFKA_PROPERTY_SECURITY_PROTOCOL: want sasl.mechanism beside it, such as"
                + " SCRAM-SHA-512 or PLAIN, got \"SASL_SSL\"",
            "KAFKA_PROPERTY_SECURITY_PROTOCOL: want sasl.jaas.config beside it, with the login,"
                + " got \"SASL_SSL\"");
  }

  private static Reading<KafkaSourceSettings> read(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.putAll(more);
    return KafkaSettingsReader.read(SettingValues.of(values));
  }

  private static List<String> problems(Reading<KafkaSourceSettings> reading) {
    return reading.problems().stream().map(Problem::toString).toList();
  }
}
