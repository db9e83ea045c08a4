package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.Rpc;
import dev.rbacconsumer.testkit.relations.ServerFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar as its own process, against a real broker and a Relations API server. */
class DeliveryIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  @TempDir private Path files;
  private String topic;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 1);
    relations.start();
  }

  @Test
  void signalDuringALongBackoffEndsAtOnceInOrderAndKeepsTheRecord() throws Exception {
    kafka.publish(membership("before-signal"));
    kafka.publish(OutboxMessages.withValue("{\"not\":\"an envelope\"}").at(partition(), offset()));
    Map<String, String> patient = environment();
    patient.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "300s");

    try (JarProcess jar = JarProcess.start(patient)) {
      jar.awaitOut("Retrying message processing in 3", LONG);
      long before = System.nanoTime();
      jar.terminate();
      int code = jar.awaitExit(LONG);

      assertThat(code).as(jar.report()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(jar.out()).anyMatch(line -> line.contains("RBAC Kafka consumer stopped"));
    }
    assertThat(kafka.members(topic)).isEmpty();
    assertThat(kafka.lag(topic, topic)).isEqualTo(1);
    assertThat(files).isEmptyDirectory();
  }

  @Test
  void secondSignalEndsAtOnceAndLosesNothing() throws Exception {
    Map<String, String> patient = environment();
    patient.put("RELATION_API_TIMEOUT", "10m");
    patient.put("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "10m");

    try (JarProcess jar = JarProcess.start(patient)) {
      jar.awaitOut("Fence acquired (partition: ", LONG);
      int before = relations.calls(Rpc.CREATE_TUPLES);
      relations.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
      kafka.publish(membership("second-signal"));
      assertThat(relations.awaitCalls(Rpc.CREATE_TUPLES, before + 1, LONG)).isTrue();
      jar.terminate();
      jar.awaitOut("Told to end; stopping", LONG);
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(143);
    } finally {
      relations.clearFaults();
      relations.release();
    }
    assertThat(kafka.lag(topic, topic)).isEqualTo(1);
  }

  @Test
  void consumerThatIsSwitchedOffSaysSoAndIsReadyAndReadsNothing() throws Exception {
    kafka.publish(membership("off"));
    Map<String, String> off = environment();
    off.put("RBAC_KAFKA_CONSUMER_REPLICAS", "0");

    try (JarProcess jar = JarProcess.start(off)) {
      jar.awaitOut("disabled by RBAC_KAFKA_CONSUMER_REPLICAS=0", LONG);
      Eventually.get(() -> Files.exists(files.resolve("ready")), it -> it, LONG);
      assertThat(Files.exists(files.resolve("live"))).isTrue();
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }
    assertThat(files).isEmptyDirectory();
    assertThat(kafka.committedOffsets(topic)).isEmpty();
  }

  @Test
  void whatAKilledConsumerLeftIsDoneByTheNextOne() throws Exception {
    kafka.publish(membership("killed-1"));
    try (JarProcess jar = JarProcess.start(environment())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
      jar.kill();
      jar.awaitExit(LONG);
    }
    kafka.expelMembers(topic);
    kafka.publish(membership("killed-2"));

    try (JarProcess jar = JarProcess.start(environment())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 2)", LONG);
    }

    assertThat(relations.tupleTexts())
        .contains(
            "rbac/group:g-1#t_member@rbac/principal:killed-1",
            "rbac/group:g-1#t_member@rbac/principal:killed-2");
  }

  @Test
  void bothProbeFilesExistWhileIdleAndNeitherAfterTheStop() throws Exception {
    try (JarProcess jar = JarProcess.start(environment())) {
      Eventually.get(
          () -> Files.exists(files.resolve("live")) && Files.exists(files.resolve("ready")),
          both -> both,
          LONG);
      jar.terminate();
      jar.awaitExit(LONG);
    }

    assertThat(files).isEmptyDirectory();
  }

  @Test
  void thePolicyStopEndsTheProcessAndLeavesTheMessage() throws Exception {
    kafka.publish(BadMessage.BLANK_RESOURCE_ID.message().at(partition(), offset()));
    Map<String, String> strict = environment();
    strict.put("RBAC_KAFKA_CONSUMER_ON_INVALID", "stop");

    try (JarProcess jar = JarProcess.start(strict)) {
      assertThat(jar.awaitExit(LONG)).isEqualTo(1);
      assertThat(jar.out())
          .anyMatch(
              line -> line.contains("ERROR") && line.contains("$.relations_to_add[0].resource.id"));
    }
    assertThat(kafka.lag(topic, topic)).isEqualTo(1);
  }

  private Map<String, String> environment() {
    return JarEnvironment.delivering(kafka.bootstrapServers(), relations, topic, files);
  }

  private SourceRecord membership(String principal) {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "group", "g-1"),
            "member",
            SubjectReference.of(ObjectReference.of("rbac", "principal", principal)));
    return OutboxMessages.relations().add(tuple).build().at(partition(), offset());
  }

  private PartitionId partition() {
    return new PartitionId(topic, 0);
  }

  /** The broker gives records their place. */
  private static Offset offset() {
    return new Offset(0);
  }
}
