package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.BadMessage;
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

/** What the runnable jar leaves behind of messages that are not JSON. */
class PassedOverIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOPIC = "passed-over";
  private static final String DEAD = "passed-over-dead";
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
  void theyAreKeptLoggedAndShownUntilAStreakOfThemBlocksThePartition() throws Exception {
    kafka.createTopic(TOPIC, 1);
    kafka.createTopic(DEAD, 1);
    Map<String, String> environment =
        JarEnvironment.delivering(kafka.bootstrapServers(), relations, TOPIC, files);
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", DEAD);
    environment.put("RBAC_KAFKA_CONSUMER_MALFORMED_STREAK", "2");

    try (JarProcess jar = JarProcess.start(environment)) {
      int port = Scrape.portIn(jar.awaitOut("Metrics at ", LONG));
      publishMalformed();
      kafka.publish(
          OutboxMessages.relations()
              .add(RelationTuple.parse("rbac/group:g1#t_member@rbac/principal:ann"))
              .build()
              .at(new PartitionId(TOPIC, 0), new Offset(0)));
      jar.awaitOut("Committed offset (partition: 0, offset: 2)", LONG);

      assertThat(jar.awaitOut("Kept 1 non-JSON message among the dead letters", LONG))
          .contains("offsets of passed-over-0: 0", "Error: malformed/malformed_json: ");
      assertThat(kafka.endOffsets(DEAD).values()).containsExactly(new CommitPosition(1));
      assertDegraded(port);

      publishMalformed();
      publishMalformed();
      JsonTree blocked =
          Eventually.get(
              () -> status(port).get("partitions").items().get(0).get("blocked"),
              // The record before shows as blocked while it is being set aside.
              it -> it.get("code").text().equals("malformed_streak"),
              LONG);
      assertThat(blocked.get("offset").text()).isEqualTo("3");
      assertThat(kafka.endOffsets(DEAD).values()).containsExactly(new CommitPosition(2));
    }
  }

  private static void assertDegraded(int port) throws Exception {
    JsonTree status = status(port);
    JsonTree passedOver = status.get("passed_over").items().get(0);
    assertThat(status.get("state").text()).isEqualTo("degraded");
    assertThat(passedOver.get("class").text()).isEqualTo("malformed");
    assertThat(passedOver.get("skipped").text()).isEqualTo("0");
    assertThat(passedOver.get("dead_lettered").text()).isEqualTo("1");
    try (JarProcess text =
        JarProcess.start(Map.of(), "status", "--url", "http://localhost:" + port)) {
      assertThat(text.awaitExit(LONG)).as(text.report()).isEqualTo(3);
      assertThat(text.out())
          .contains("! Messages were passed over: malformed, 0 skipped, 1 set aside");
    }
  }

  private static void publishMalformed() {
    kafka.publish(BadMessage.NOT_JSON.message().at(new PartitionId(TOPIC, 0), new Offset(0)));
  }

  private static JsonTree status(int port) {
    return ((StatusAnswer.Told) StatusClient.local(port, LONG).ask()).status();
  }
}
