package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dead-letter topic changes for messages that are not JSON. */
final class MalformedPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "skip, '', SKIP",
    "skip, outbox.dead, DEAD_LETTER",
    "retry, outbox.dead, RETRY",
    "stop, outbox.dead, STOP",
    "dead-letter, outbox.dead, DEAD_LETTER"
  })
  void whereThereIsADeadLetterTopicMalformedMessagesAreKeptAndNotSkipped(
      String policy, String topic, FailurePolicy expected) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations");
    environment.put("RBAC_KAFKA_CONSUMER_ON_MALFORMED", policy);
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", topic);

    FailurePolicies policies = accepted(environment).delivery().lanes().policies();

    assertThat(policies.malformed()).isEqualTo(expected);
    assertThat(policies.invalid()).isEqualTo(FailurePolicy.RETRY);
  }

  private static Settings accepted(Map<String, String> environment) {
    return ((SettingsResult.Accepted) SettingsReader.read(environment, Map.of())).settings();
  }
}
