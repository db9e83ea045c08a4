package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.config.SettingsResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those that need a server which a test cannot have are at least what the consumer takes. */
final class SecurityExamplesTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "kafka:9093",
          "RBAC_KAFKA_CONSUMER_TOPIC", "topic",
          "REPLICATION_TO_RELATION_ENABLED", "true");

  @TempDir private Path files;

  @ParameterizedTest
  @CsvSource({
    "tls, SSL",
    "scram, SASL_SSL",
    "plain, SASL_SSL",
    "mutual-tls, SSL",
    "oauth, SASL_SSL",
    "reference, SASL_SSL"
  })
  void everyExampleIsAcceptedWithoutAWarning(String example, String protocol) throws IOException {
    // Given
    Files.writeString(files.resolve("ca.pem"), "any");
    Files.writeString(files.resolve("client.pem"), "any");
    Path settings = SecurityExamples.write(example, files);

    // When
    SettingsResult result = SettingsReader.read(LEAST, Map.of("--settings", settings.toString()));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            it -> {
              assertThat(it.warnings()).isEmpty();
              assertThat(it.settings().kafka().client().more())
                  .containsEntry("security.protocol", protocol);
              assertThat(String.join("\n", it.lines())).doesNotContain(SecurityExamples.PASSWORD);
            });
  }
}
