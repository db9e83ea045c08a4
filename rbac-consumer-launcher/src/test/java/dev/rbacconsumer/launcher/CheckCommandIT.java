package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.FakeProcessControl;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import dev.rbacconsumer.testkit.kafka.BrokerSecurity;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check against a real broker that wants a login, and a Relations API. */
final class CheckCommandIT {
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required"
          + " username=\"ann\" password=\"%s\";";
  private static BrokerSecurity security;
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    security = BrokerSecurity.login("ann", "rivers-42");
    kafka = EmbeddedKafka.start(security);
    kafka.createTopic("outbox", 3);
    // The first request about a group makes the broker create its topic __consumer_offsets.
    kafka.committedOffsets("rbac-consumer-group");
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @BeforeEach
  void setAll() {
    relations.start();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
    environment.put("RELATION_API_TIMEOUT", "5s");
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL");
    environment.put("KAFKA_PROPERTY_SASL_MECHANISM", "SCRAM-SHA-512");
    environment.put("KAFKA_PROPERTY_SASL_JAAS_CONFIG", LOGIN.formatted("rivers-42"));
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_TYPE", "PEM");
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_CERTIFICATES", security.certificate());
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void everythingInPlaceIsATickForEachStepAndTheSettings() {
    // When
    int code = check();

    // Then
    assertThat(code).as(out.toString()).isZero();
    assertThat(lines().subList(0, 6))
        .containsExactly(
            "✓ configuration: complete (0 ms)",
            "✓ Kafka brokers: connected; this login sees 2 topics (0 ms)",
            "✓ topic: outbox has 3 partitions (0 ms)",
            "✓ group: rbac-consumer-group has committed on 0 partitions (0 ms)",
            "✓ topic settings: outbox: not compacted, no retention by age, replication factor 1,"
                + " min.insync.replicas 1 (0 ms)",
            "✓ Relations API: "
                + relations.target()
                + " answers and knows the types of locks (0 ms)");
    assertThat(lines())
        .contains(
            "! outbox: the replication factor is 1, so the loss of one broker loses records",
            "RBAC_KAFKA_CONSUMER_TOPIC = \"outbox\" (environment)",
            "kafka.sasl.jaas.config = (hidden) (environment)",
            "RELATION_API_TIMEOUT = \"5s\" (environment)")
        .last()
        .isEqualTo("The consumer would run with these settings.");
    assertThat(out.toString()).doesNotContain("rivers-42").doesNotContain("\u001b");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void runningGroupDoesNotNotice() {
    String tokensBefore = relations.tupleTexts().toString();

    assertThat(check()).isZero();

    assertThat(relations.tupleTexts().toString()).isEqualTo(tokensBefore);
    assertThat(kafka.members("rbac-consumer-group")).isEmpty();
    assertThat(kafka.committedOffsets("rbac-consumer-group")).isEmpty();
  }

  @Test
  void brokersThatDoNotAnswerAreReportedAndTheRestIsLookedAt() {
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");

    assertThat(check()).isEqualTo(1);
    assertThat(lines().subList(1, 6))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("✗ Kafka brokers: connecting: no answer from 127.0.0.1:1; check")
                    .contains("KAFKA_SERVERS, that the network lets us through"),
            line -> assertThat(line).isEqualTo("- topic: not looked at, because of: Kafka brokers"),
            line -> assertThat(line).isEqualTo("- group: not looked at, because of: Kafka brokers"),
            line ->
                assertThat(line)
                    .isEqualTo("- topic settings: not looked at, because of: Kafka brokers"),
            line -> assertThat(line).startsWith("✓ Relations API: "));
    assertThat(lines()).last().isEqualTo("The consumer would not work with these settings; see ✗.");
  }

  @Test
  void wrongPasswordIsReportedWithoutIt() {
    environment.put("KAFKA_PROPERTY_SASL_JAAS_CONFIG", LOGIN.formatted("hunter2"));

    assertThat(check()).isEqualTo(1);
    assertThat(lines().get(1))
        .startsWith("✗ Kafka brokers: connecting: SaslAuthenticationException")
        .contains("check the login and the security protocol of the brokers");
    assertThat(out.toString()).doesNotContain("hunter2");
  }

  @Test
  void portThatSpeaksAnotherProtocolIsReported() {
    environment.keySet().removeIf(name -> name.startsWith("KAFKA_PROPERTY_"));

    assertThat(check()).isEqualTo(1);
    assertThat(lines().get(1))
        .startsWith("✗ Kafka brokers: ")
        .contains("the port speaks the security protocol that is set");
  }

  @Test
  void topicThatIsNotThereIsReported() {
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "inbox");
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "letters");

    assertThat(check()).isEqualTo(1);
    assertThat(lines().subList(2, 6))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "✗ topic: there is no topic inbox, or this login may not see it; create"
                            + " it, correct its name, or grant DESCRIBE"),
            line ->
                assertThat(line).isEqualTo("- dead-letter topic: not looked at, because of: topic"),
            line -> assertThat(line).isEqualTo("- group: not looked at, because of: topic"),
            line ->
                assertThat(line).isEqualTo("- topic settings: not looked at, because of: topic"));
  }

  @Test
  void quarantineThatTheBrokerDeletesFromIsReported() {
    kafka.createTopic("parked", 3);
    environment.put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "parked");
    try {
      assertThat(check()).isEqualTo(1);
      assertThat(lines().get(3))
          .startsWith(
              "✗ quarantine topic: parked: want cleanup.policy=compact, got a topic that is not"
                  + " compacted, so the broker would delete parked messages");

      kafka.alterTopic("parked", Map.of("cleanup.policy", "compact"));
      out.getBuffer().setLength(0);

      assertThat(check()).as(out.toString()).isZero();
      assertThat(lines().get(3))
          .isEqualTo(
              "✓ quarantine topic: parked has 3 partitions and keeps parked messages (0 ms)");
    } finally {
      // Another test counts the topics.
      kafka.deleteTopic("parked");
    }
  }

  @Test
  void relationsApiThatIsDownIsReported() {
    relations.stop();

    assertThat(check()).isEqualTo(1);
    assertThat(lines().get(5))
        .startsWith("✗ Relations API: reading a lock: UNAVAILABLE")
        .contains("check RELATION_API_SERVER (" + relations.target() + ")");
  }

  @Test
  void schemaWithoutLockTypesIsReported() {
    for (String type : List.of("kessel/lock", "kessel/lockversion")) {
      try (RelationsServer other =
          RelationsServer.builder().schema(StoreSchema.rbac().without(type)).start()) {
        environment.put("RELATION_API_SERVER", other.target());
        out.getBuffer().setLength(0);

        assertThat(check()).as(type).isEqualTo(1);
        assertThat(lines().get(5))
            .startsWith("✗ Relations API: reading a lock: FAILED_PRECONDITION")
            .contains(
                "the store's schema lacks kessel/lock or kessel/lockversion; load one that has"
                    + " both");
      }
    }
  }

  @Test
  void withoutReplicationTheRelationsApiIsNotAskedFor() {
    environment.remove("REPLICATION_TO_RELATION_ENABLED");
    int before = relations.calls();

    assertThat(check()).isZero();
    assertThat(lines().get(5))
        .startsWith(
            "✓ Relations API: not called by a dry run: nothing is applied or committed, because"
                + " REPLICATION_TO_RELATION_ENABLED is false");
    assertThat(lines().get(6))
        .isEqualTo(
            "! REPLICATION_TO_RELATION_ENABLED is false, so this is a DRY RUN: messages are read"
                + " and checked, and nothing is applied or committed. Set it to true to apply"
                + " everything, in the same group.");
    assertThat(lines())
        .last()
        .isEqualTo(
            "The consumer would run with these settings as a DRY RUN: it would apply nothing and"
                + " commit nothing.");
    assertThat(relations.calls()).isEqualTo(before);
  }

  @Test
  void jsonIsOneObject() {
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "inbox");

    assertThat(check("--json")).isEqualTo(1);
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith(
            "{\"good\":false,\"mode\":\"deliver\",\"steps\":[{\"step\":\"configuration\","
                + "\"verdict\":\"good\",")
        .contains("{\"step\":\"topic\",\"verdict\":\"bad\",\"detail\":\"there is no topic inbox")
        .contains("{\"step\":\"group\",\"verdict\":\"left_out\",")
        .contains("\"warnings\":[],\"settings\":[\"KAFKA_ENABLED = \\\"true\\\" (environment)\"")
        .doesNotContain("rivers-42");
  }

  @Test
  void wrongSettingEndsWithTwoBeforeAnythingIsLookedAt() {
    environment.put("KAFKA_SERVERS", "nowhere");

    assertThat(check()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("  KAFKA_SERVERS: want host:port");
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private int check(String... options) {
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    ConsumerStart start =
        new ConsumerStart(
            environment,
            toErr,
            new FakeProcessControl(),
            settings -> {
              throw new AssertionError("a service was made");
            });
    DecodeCommand decode =
        new DecodeCommand(
            environment, InputStream.nullInputStream(), toOut, toErr, Duration.ofSeconds(5));
    CheckCommand check =
        new CheckCommand(environment, new ManualClock(), toOut, toErr, Duration.ofSeconds(5));
    StatusCommand status =
        new StatusCommand(environment, toOut, toErr, new VirtualSleeper(new ManualClock()));
    String[] args = new String[options.length + 1];
    args[0] = "check";
    System.arraycopy(options, 0, args, 1, options.length);
    ActionCommand actions = UnusedGroup.actions(environment, new ManualClock(), toOut, toErr);
    return ConsumerCommand.execute(
        start,
        decode,
        check,
        status,
        UnusedGroup.command(),
        actions,
        List.of(),
        toOut,
        toErr,
        args);
  }
}
