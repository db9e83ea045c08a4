package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.partitionStatus;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the runnable jar does with a topic that the broker compacts. */
class CompactedTopicIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void topicIsNotReadUntilItsCompactionEnds() throws Exception {
    fixture.publish(membership("ann"));
    fixture.kafka().alterTopic(fixture.topic(), Map.of("cleanup.policy", "compact"));

    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      assertThat(jar.awaitOut("TOPIC IS COMPACTED (partition: " + fixture.topic() + "-0): ", LONG))
          .contains(
              "The partition is blocked, and nothing is committed for it",
              " --entity-name " + fixture.topic() + " --add-config cleanup.policy=delete,");
      JsonTree partition = partitionStatus(port);
      assertThat(partition.get("state").text()).isEqualTo("data_loss");
      assertThat(partition.get("data_loss").get("kind").text()).isEqualTo("compacted");
      assertThat(partition.get("data_loss").get("advice").text())
          .startsWith("Set cleanup.policy of the topic to delete, ");
      assertThat(fixture.relations().tupleTexts()).isEmpty();
      assertThat(fixture.kafka().committedOffsets(fixture.topic())).isEmpty();

      fixture.kafka().alterTopic(fixture.topic(), Map.of("cleanup.policy", "delete"));

      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      assertThat(fixture.relations().tupleTexts()).containsExactly(member("ann").toString());
    }
  }

  @Test
  void topicIsReadWithAWarningWhereASettingAllowsIt() throws Exception {
    fixture.publish(membership("ann"));
    fixture.kafka().alterTopic(fixture.topic(), Map.of("cleanup.policy", "compact"));
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true");

    try (JarProcess jar = JarProcess.start(environment)) {
      assertThat(
              jar.awaitOut(
                  "put records at risk (topic: " + fixture.topic() + "): cleanup.policy", LONG))
          .contains("WARN");
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "100ms");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "1s");
    return environment;
  }
}
