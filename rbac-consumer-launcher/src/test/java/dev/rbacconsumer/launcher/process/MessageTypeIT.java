package dev.rbacconsumer.launcher.process;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.docs.GroupRenamedExample;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar with the guide's message type in a jar of its own, as the guide says it. */
class MessageTypeIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOPIC = "mixed";

  @TempDir private Path files;

  @Test
  void aJarOnTheClassPathTeachesTheConsumerItsMessageType() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer relations = RelationsServer.builder().start()) {
      // Given
      kafka.createTopic(TOPIC, 1);
      kafka.publish(
          OutboxMessages.ofType("group-renamed", "{\"group_id\":\"g1\",\"name\":\"Admins\"}")
              .at(new PartitionId(TOPIC, 0), new Offset(0)));

      Path groupNames =
          ModuleJar.write(
              files.resolve("group-names.jar"),
              GroupRenamedExample.class,
              GroupRenamedExample.GroupNamesModule.class);

      // When
      try (JarProcess jar = JarProcess.startWith(groupNames, environment(kafka, relations))) {
        // Then
        jar.awaitOut("Registered message types: [group-renamed]", LONG);
        jar.awaitOut("Processing custom message - aggregatetype: group-renamed", LONG);
        jar.awaitOut("group g1 is Admins now", LONG);
        jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
      }
    }
  }

  private Map<String, String> environment(EmbeddedKafka kafka, RelationsServer relations) {
    return Map.of(
        "KAFKA_ENABLED", "true",
        "KAFKA_SERVERS", kafka.bootstrapServers(),
        "RBAC_KAFKA_CONSUMER_TOPIC", TOPIC,
        "REPLICATION_TO_RELATION_ENABLED", "true",
        "RELATION_API_SERVER", relations.target(),
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
  }
}
