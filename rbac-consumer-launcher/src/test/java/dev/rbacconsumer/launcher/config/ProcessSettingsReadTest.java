package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of the process as the environment and the command line have them. */
final class ProcessSettingsReadTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "kafka:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations");

  @ParameterizedTest
  @CsvSource({"0, WARNING", "1, INFO", "2, DEBUG", "3, DEBUG"})
  void verbosityBeatsTheLogLevel(String verbosity, LogLevel level) {
    // When
    var result =
        SettingsReader.read(with("DJANGO_LOG_LEVEL", "ERROR"), Map.of("--verbosity", verbosity));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            it -> assertThat(it.settings().log().level()).isEqualTo(level));
  }

  @Test
  void verbosityIsANumber() {
    assertThat(lines(SettingsReader.read(LEAST, Map.of("--verbosity", "4"))))
        .containsExactly("--verbosity: want a whole number from 0 to 3, got \"4\"");
  }

  @Test
  void aStallEndsLifeNoEarlierThanItIsReported() {
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_STALL_REPORT", "10m")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_STALL_LIVENESS:"
                + " want at least RBAC_KAFKA_CONSUMER_STALL_REPORT (10m),"
                + " got nothing, which means \"300s\"");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "65535, 65535"})
  void metricsPortMayBeAnyThatThereIsOrZero(String text, int port) {
    assertThat(accepted(with("RBAC_KAFKA_CONSUMER_METRICS_PORT", text)).settings().metrics().port())
        .contains(port);
  }

  @Test
  void metricsPortThatKubernetesSetForAServiceSaysWhereItComesFrom() {
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_METRICS_PORT", "tcp://10.0.0.1:9464")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_METRICS_PORT: want a port from 1 to 65535, 0 (any that is free)"
                + " or off, got \"tcp://10.0.0.1:9464\", which Kubernetes sets because there is a"
                + " service named rbac-kafka-consumer-metrics: set the variable in the pod, rename"
                + " the service, or set enableServiceLinks to false");
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  private static SettingsResult.Accepted accepted(Map<String, String> environment) {
    return SettingsReader.read(environment, Map.of())
        .match(it -> it, refused -> fail(refused.problems().toString()));
  }

  private static List<String> problems(Map<String, String> environment) {
    return lines(SettingsReader.read(environment, Map.of()));
  }

  private static List<String> lines(SettingsResult result) {
    return result.match(
        accepted -> List.of(),
        refused -> refused.problems().stream().map(Problem::toString).toList());
  }
}
