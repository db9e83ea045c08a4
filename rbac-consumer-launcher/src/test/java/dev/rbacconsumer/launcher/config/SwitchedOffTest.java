package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of a deployment that is switched off: it starts, whatever else is missing. */
final class SwitchedOffTest {
  private final Map<String, String> environment =
      new HashMap<>(Map.of("RBAC_KAFKA_CONSUMER_REPLICAS", "0"));

  @Test
  void nothingElseNeedsToBeSet() {
    SettingsResult.Accepted result = accepted();

    assertThat(result.settings().active()).isFalse();
    assertThat(result.settings().kafka().topic()).isEqualTo("none");
    assertThat(result.ignored())
        .extracting(Problem::name)
        .containsExactly("KAFKA_ENABLED", "RBAC_KAFKA_CONSUMER_TOPIC");
  }

  @Test
  void whatIsWrongElsewhereIsListedAndHasNoEffect() {
    environment.put("KAFKA_ENABLED", "false");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", "a b");
    environment.put("RELATION_API_TIMEOUT", "soon");
    environment.put("RELATION_API_CLIENT_ID", "id");
    environment.put("CLOWDER_ENABLED", "true");
    environment.put("ACG_CONFIG", "/no/such/file");

    SettingsResult.Accepted result = accepted();

    assertThat(result.settings().kafka().topic()).isEqualTo("topic");
    assertThat(result.settings().kafka().client().groupId()).isEqualTo("none");
    assertThat(result.ignored())
        .extracting(Problem::name)
        .containsExactly(
            "ACG_CONFIG", "KAFKA_ENABLED", "RBAC_KAFKA_CONSUMER_GROUP_ID", "RELATION_API_TIMEOUT");
  }

  @Test
  void settingsOfTheProcessCount() {
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", "/tmp/alive");

    Settings settings = accepted().settings();

    assertThat(settings.metrics().port()).contains(0);
    assertThat(settings.health().livenessFile()).hasToString("/tmp/alive");
  }

  @Test
  void settingsOfTheProcessAreRefusedWhereTheyAreWrong() {
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "many");
    assertThat(problems()).contains("RBAC_KAFKA_CONSUMER_METRICS_PORT");

    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", "/tmp/kubernetes-liveness");
    assertThat(problems()).contains("RBAC_KAFKA_CONSUMER_READINESS_FILE");
  }

  @Test
  void anyOtherNumberNeedsAllSettings() {
    environment.put("RBAC_KAFKA_CONSUMER_REPLICAS", "1");
    assertThat(problems()).containsExactly("KAFKA_ENABLED", "RBAC_KAFKA_CONSUMER_TOPIC");

    environment.put("RBAC_KAFKA_CONSUMER_REPLICAS", "none");
    assertThat(problems()).contains("RBAC_KAFKA_CONSUMER_REPLICAS");
  }

  private SettingsResult.Accepted accepted() {
    return (SettingsResult.Accepted) SettingsReader.read(environment, Map.of());
  }

  private List<String> problems() {
    return ((SettingsResult.Refused) SettingsReader.read(environment, Map.of()))
        .problems().stream().map(Problem::name).toList();
  }
}
