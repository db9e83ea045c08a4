package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.StoreSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runnable jar does with a topic that the broker compacts. */
class CompactedTopicIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  @TempDir private Path files;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    relations = RelationsServer.builder().schema(StoreSchema.rbac()).start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @Test
  void topicIsNotReadUntilItsCompactionEnds() throws Exception {
    String topic = "compacted";
    publishTo(topic);
    kafka.alterTopic(topic, Map.of("cleanup.policy", "compact"));

    try (JarProcess jar = JarProcess.start(environment(topic))) {
      int port = Scrape.portIn(jar.awaitOut("Metrics at ", LONG));
      assertThat(jar.awaitOut("TOPIC IS COMPACTED (partition: compacted-0): ", LONG))
          .contains(
              "The partition is blocked, and nothing is committed for it",
              " --entity-name compacted --add-config cleanup.policy=delete,");
      JsonTree partition = status(port).get("partitions").items().get(0);
      assertThat(partition.get("state").text()).isEqualTo("data_loss");
      assertThat(partition.get("data_loss").get("kind").text()).isEqualTo("compacted");
      assertThat(partition.get("data_loss").get("advice").text())
          .startsWith("Set cleanup.policy of the topic to delete, ");
      assertThat(relations.tupleTexts().toString()).doesNotContain("group:compacted");
      assertThat(kafka.committedOffsets(topic)).isEmpty();

      kafka.alterTopic(topic, Map.of("cleanup.policy", "delete"));

      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
      assertThat(relations.tupleTexts().toString()).contains("group:compacted");
    }
  }

  @Test
  void topicIsReadWithAWarningWhereASettingAllowsIt() throws Exception {
    String topic = "allowed";
    publishTo(topic);
    kafka.alterTopic(topic, Map.of("cleanup.policy", "compact"));
    Map<String, String> environment = environment(topic);
    environment.put("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true");

    try (JarProcess jar = JarProcess.start(environment)) {
      assertThat(jar.awaitOut("put records at risk (topic: allowed): cleanup.policy", LONG))
          .contains("WARN");
      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
    }
  }

  private Map<String, String> environment(String topic) {
    Map<String, String> environment =
        JarEnvironment.delivering(kafka.bootstrapServers(), relations, topic, files);
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "100ms");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "1s");
    return environment;
  }

  private static void publishTo(String topic) {
    kafka.createTopic(topic, 1);
    RelationTuple tuple =
        RelationTuple.parse("rbac/group:%s#t_member@rbac/principal:ann".formatted(topic));
    kafka.publish(
        OutboxMessages.relations().add(tuple).build().at(new PartitionId(topic, 0), new Offset(0)));
  }

  private static JsonTree status(int port) {
    return ((StatusAnswer.Told) StatusClient.local(port, LONG).ask()).status();
  }
}
