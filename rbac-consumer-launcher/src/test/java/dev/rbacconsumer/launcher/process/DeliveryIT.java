package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar as its own process, against a real broker and a Relations API server. */
class DeliveryIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void signalDuringALongBackoffEndsAtOnceInOrderAndKeepsTheRecord() throws Exception {
    fixture.publish(membership("before-signal"));
    fixture.publish(OutboxMessages.withValue("{\"not\":\"an envelope\"}"));
    Map<String, String> patient = fixture.environment();
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
    assertThat(fixture.kafka().members(fixture.topic())).isEmpty();
    assertThat(fixture.kafka().lag(fixture.topic(), fixture.topic())).isEqualTo(1);
    assertThat(fixture.files()).isEmptyDirectory();
  }

  @Test
  void secondSignalEndsAtOnceAndLosesNothing() throws Exception {
    Map<String, String> patient = fixture.environment();
    patient.put("RELATION_API_TIMEOUT", "10m");
    patient.put("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "10m");

    try (JarProcess jar = JarProcess.start(patient)) {
      jar.awaitOut("Fence acquired (partition: ", LONG);
      int before = fixture.relations().calls(Rpc.CREATE_TUPLES);
      fixture.relations().next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
      fixture.publish(membership("second-signal"));
      assertThat(fixture.relations().awaitCalls(Rpc.CREATE_TUPLES, before + 1, LONG)).isTrue();
      jar.terminate();
      jar.awaitOut("Told to end; stopping", LONG);
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(143);
    } finally {
      fixture.relations().clearFaults();
      fixture.relations().release();
    }
    assertThat(fixture.kafka().lag(fixture.topic(), fixture.topic())).isEqualTo(1);
  }

  @Test
  void consumerThatIsSwitchedOffSaysSoAndIsReadyAndReadsNothing() throws Exception {
    fixture.publish(membership("off"));
    Map<String, String> off = fixture.environment();
    off.put("RBAC_KAFKA_CONSUMER_REPLICAS", "0");

    try (JarProcess jar = JarProcess.start(off)) {
      jar.awaitOut("disabled by RBAC_KAFKA_CONSUMER_REPLICAS=0", LONG);
      Eventually.get(() -> Files.exists(fixture.files().resolve("ready")), it -> it, LONG);
      assertThat(Files.exists(fixture.files().resolve("live"))).isTrue();
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }
    assertThat(fixture.files()).isEmptyDirectory();
    assertThat(fixture.kafka().committedOffsets(fixture.topic())).isEmpty();
  }

  @Test
  void whatAKilledConsumerLeftIsDoneByTheNextOne() throws Exception {
    fixture.publish(membership("killed-1"));
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      jar.kill();
      jar.awaitExit(LONG);
    }
    fixture.kafka().expelMembers(fixture.topic());
    fixture.publish(membership("killed-2"));

    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
    }

    assertThat(fixture.relations().tupleTexts())
        .contains(
            "rbac/group:g-1#t_member@rbac/principal:killed-1",
            "rbac/group:g-1#t_member@rbac/principal:killed-2");
  }

  @Test
  void bothProbeFilesExistWhileIdleAndNeitherAfterTheStop() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      Eventually.get(
          () ->
              Files.exists(fixture.files().resolve("live"))
                  && Files.exists(fixture.files().resolve("ready")),
          both -> both,
          LONG);
      jar.terminate();
      jar.awaitExit(LONG);
    }

    assertThat(fixture.files()).isEmptyDirectory();
  }

  @Test
  void thePolicyStopEndsTheProcessAndLeavesTheMessage() throws Exception {
    fixture.publish(BadMessage.BLANK_RESOURCE_ID.message());
    Map<String, String> strict = fixture.environment();
    strict.put("RBAC_KAFKA_CONSUMER_ON_INVALID", "stop");

    try (JarProcess jar = JarProcess.start(strict)) {
      assertThat(jar.awaitExit(LONG)).isEqualTo(1);
      assertThat(jar.out())
          .anyMatch(
              line -> line.contains("ERROR") && line.contains("$.relations_to_add[0].resource.id"));
    }
    assertThat(fixture.kafka().lag(fixture.topic(), fixture.topic())).isEqualTo(1);
  }
}
