package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientPropertiesTest {
  /** The protocol of the group, which has a setting of its own. */
  private static final Map.Entry<String, String> CLASSIC = Map.entry("group.protocol", "classic");

  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path directory;

  @BeforeEach
  void setLeast() {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "k:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
  }

  @Test
  void variablesAndKeysOfTheFileReachTheClientByKafkasNames() throws IOException {
    // Given
    environment.put("KAFKA_PROPERTY_FETCH_MAX_BYTES", "1000000");
    environment.put("KAFKA_PROPERTY_MAX_POLL_RECORDS", " ");
    Path file = directory.resolve("f");
    Files.writeString(file, "kafka.fetch.max.bytes=7\nkafka.client.rack=a\n");

    // When
    SettingsResult.Accepted accepted = accepted(Map.of("--settings", file.toString()));

    // Then
    assertThat(accepted.settings().kafka().client().more())
        .containsOnly(
            CLASSIC, Map.entry("fetch.max.bytes", "1000000"), Map.entry("client.rack", "a"));
    assertThat(accepted.lines())
        .contains(
            "kafka.fetch.max.bytes = \"1000000\" (environment)",
            "kafka.client.rack = \"a\" (" + file + ")");
    assertThat(accepted.warnings()).isEmpty();
  }

  @Test
  void nameThatKafkaDoesNotKnowIsPassedOnHiddenAndWithAWarning() {
    environment.put("KAFKA_PROPERTY_MAX_POLL_RECORD", "7");

    SettingsResult.Accepted accepted = accepted(Map.of());

    assertThat(accepted.settings().kafka().client().more())
        .containsOnly(CLASSIC, Map.entry("max.poll.record", "7"));
    assertThat(accepted.lines()).contains("kafka.max.poll.record = (hidden) (environment)");
    assertThat(accepted.warnings())
        .containsExactly(
            "KAFKA_PROPERTY_MAX_POLL_RECORD: Kafka knows no property \"max.poll.record\" and is"
                + " given it all the same; the nearest it knows is max.poll.records");
  }

  @Test
  void secretIsHiddenAndAReferenceToOneIsShown() {
    environment.put("KAFKA_PROPERTY_CONFIG_PROVIDERS", "file");
    environment.put(
        "KAFKA_PROPERTY_CONFIG_PROVIDERS_FILE_CLASS",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SSL");
    environment.put("KAFKA_PROPERTY_SSL_KEY_PASSWORD", "hunter2");
    environment.put("KAFKA_PROPERTY_SSL_KEYSTORE_PASSWORD", "${file:/run/secrets/a:b}");
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_PASSWORD", "hunter2${file:/run/secrets/a:b}");

    SettingsResult.Accepted accepted = accepted(Map.of());

    assertThat(accepted.lines())
        .contains(
            "kafka.ssl.key.password = (hidden) (environment)",
            "kafka.ssl.keystore.password = \"${file:/run/secrets/a:b}\" (environment)",
            "kafka.ssl.truststore.password = (hidden) (environment)")
        .noneMatch(line -> line.contains("hunter2"));
    assertThat(accepted.settings().toString()).doesNotContain("hunter2");
    assertThat(accepted.warnings()).isEmpty();
  }

  private SettingsResult.Accepted accepted(Map<String, String> options) {
    return SettingsReader.read(environment, options)
        .match(
            it -> it,
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }
}
