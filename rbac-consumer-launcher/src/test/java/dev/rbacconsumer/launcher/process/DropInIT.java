package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The jar in the environment of RBAC's deployment: the template with its defaults or with RBAC's
 * parameters, the secret of RBAC, and a file of Clowder beside them.
 */
class DropInIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String TOPIC = "pine-outbox.event.relations-replication-event";
  private static final String GROUP = "connect-relations-sink-connector";
  private static final PartitionId P0 = new PartitionId(TOPIC, 0);

  /** A secret that holds a client id, without an identity provider beside it. */
  private static final Map<String, Map<String, String>> SECRETS =
      Map.of("service-accounts", Map.of("rbac-client-id", "rbac", "rbac-client-secret", "hunter2"));

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final RelationsServer relations = relations();

  @TempDir private Path directory;

  /**
   * Clowder's file names the host of the Relations API, and the port is 9000 for everybody. So each
   * run has a loopback address of its own.
   */
  private static RelationsServer relations() {
    Random random = new Random();
    String host =
        "127.%d.%d.%d".formatted(1 + random.nextInt(254), random.nextInt(256), random.nextInt(254));
    return RelationsServer.builder().host(host).port(9000).start();
  }

  @BeforeEach
  void createTopic() {
    kafka.createTopic(TOPIC, 1);
  }

  @AfterEach
  void stop() {
    kafka.close();
    relations.close();
  }

  @ParameterizedTest
  @CsvSource({"false, no address is set", "true, RBAC's address is the default"})
  void theTemplateRunsWithItsDefaultsAndWithRbacsParameters(boolean rbacs, String title)
      throws Exception {
    Map<String, String> environment = environment(rbacs ? rbacParameters() : least(), SECRETS);
    publish("ann");

    try (JarProcess check = JarProcess.start(environment, "check")) {
      assertThat(check.awaitExit(LONG)).as(check.report()).isZero();
      assertThat(check.out())
          .anyMatch(it -> it.startsWith("✓ topic: " + TOPIC + " has 1 partitions"))
          .anyMatch(it -> it.startsWith("✓ Relations API: " + relations.target()));
    }
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Message processed successfully (partition: 0, offset: 0)", LONG);
      assertThat(jar.out())
          .as(title)
          .anyMatch(it -> it.contains("CALLS OF THE RELATIONS API CARRY NO LOGIN"))
          .noneMatch(it -> it.contains("hunter2"));
      assertThat(jar.out().stream().filter(it -> it.contains("is only the default")))
          .as(title)
          .hasSize(rbacs ? 1 : 0);
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }

    assertThat(relations.tupleTexts()).contains(JarFixture.member("ann").toString());
    assertThat(relations.store().lockTokens(GROUP + "/0")).hasSize(1);
  }

  @Test
  void aSecretWithoutItsPasswordIsAnErrorAndNotNoLogin() throws Exception {
    Map<String, Map<String, String>> half =
        Map.of("service-accounts", Map.of("rbac-client-id", "rbac"));

    try (JarProcess jar = JarProcess.start(environment(rbacParameters(), half))) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(2);
      assertThat(jar.err())
          .anyMatch(it -> it.contains("RELATION_API_CLIENT_ID: want RELATION_API_CLIENT_SECRET"));
    }
  }

  /** The Python consumer goes on where this one stopped, and this one where it stopped. */
  @Test
  void theOldConsumerAndThisOneReplaceEachOther() throws Exception {
    Map<String, String> environment = environment(rbacParameters(), SECRETS);
    environment.put("RBAC_KAFKA_CONSUMER_WINDOW", "1");
    publish("ann", "bob");
    deliver(environment, 2);

    publish("cid", "dan");
    assertThat(oldConsumer()).containsExactly(2L, 3L);

    publish("eve");
    int writes = relations.calls();
    List<String> log = deliver(environment, 5);

    assertThat(log)
        .anyMatch(it -> it.contains("processed successfully (partition: 0, offset: 4)"))
        .noneMatch(it -> it.contains("processed successfully (partition: 0, offset: 3)"));
    assertThat(relations.calls()).isGreaterThan(writes);
    assertThat(relations.tupleTexts())
        .contains(JarFixture.member("ann").toString(), JarFixture.member("eve").toString());
  }

  /** Runs the jar until a position is committed; returns its log. */
  private List<String> deliver(Map<String, String> environment, long position) throws Exception {
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("processed successfully (partition: 0, offset: " + (position - 1), LONG);
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      assertThat(kafka.committedOffsets(GROUP))
          .containsEntry(P0, new Commit(new CommitPosition(position), metadata()));
      return jar.out();
    }
  }

  private String metadata() {
    return kafka.committedOffsets(GROUP).get(P0).metadata();
  }

  /**
   * Consumes as the Python consumer does: a member with the range assignor takes the lock, applies
   * what follows the committed offset, and commits without metadata.
   */
  private List<Long> oldConsumer() {
    List<Long> offsets = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                GROUP,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "partition.assignment.strategy",
                RangeAssignor.class.getName()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      member.subscribe(Set.of(TOPIC));
      long deadline = System.nanoTime() + LONG.toNanos();
      while (offsets.size() < 2 && System.nanoTime() - deadline < 0) {
        for (ConsumerRecord<byte[], byte[]> record : member.poll(Duration.ofMillis(100))) {
          offsets.add(record.offset());
        }
      }
      relations
          .store()
          .touch(
              List.of(JarFixture.member("cid"), JarFixture.member("dan")),
              relations.stealLock(GROUP + "/0"));
      member.commitSync(
          Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(2 + offsets.size())));
    }
    return offsets;
  }

  private void publish(String... members) {
    for (String member : members) {
      kafka.publish(JarFixture.membership(member).at(P0, new Offset(0)));
    }
  }

  /** The environment of the pod, with Clowder's file beside it. */
  private Map<String, String> environment(
      Map<String, String> parameters, Map<String, Map<String, String>> secrets) throws IOException {
    String[] broker = kafka.bootstrapServers().split(":", -1);
    Path file = directory.resolve("cdappconfig.json");
    Files.writeString(
        file,
        """
        {"metricsPort": 0, "metricsPath": "/metrics", "logging": {"type": "null"},
         "kafka": {"brokers": [{"hostname": "%s", "port": %s}],
                   "topics": [{"requestedName": "outbox.event.relations-replication-event",
                               "name": "%s"}]},
         "endpoints": [{"app": "kessel-relations", "name": "api", "hostname": "%s", "port": 8000}]}
        """
            .formatted(
                broker[0], broker[1], TOPIC, relations.target().replaceFirst(":[0-9]+$", "")));
    Map<String, String> environment = ClowdApp.of(parameters).environment(secrets);
    environment.put("ACG_CONFIG", file.toString());
    return environment;
  }

  /** The parameters without a default. */
  private static Map<String, String> least() {
    return Map.of("ENV_NAME", "env-pine", "IMAGE", "image", "IMAGE_TAG", "1");
  }

  private static Map<String, String> rbacParameters() throws IOException {
    Properties file = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            Path.of(System.getProperty("basedir", ""), "src/test/resources/deploy/rbac.params"),
            UTF_8)) {
      file.load(reader);
    }
    Map<String, String> parameters = new HashMap<>();
    file.forEach((name, value) -> parameters.put(name.toString(), value.toString()));
    return parameters;
  }
}
