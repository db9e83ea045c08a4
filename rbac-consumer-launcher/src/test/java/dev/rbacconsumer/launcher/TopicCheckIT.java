package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the check says of the settings of a topic, with a real broker that knows rights. */
final class TopicCheckIT {
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();

  @BeforeAll
  static void start() {
    // Whatever has no rule is allowed to everybody.
    kafka =
        EmbeddedKafka.start(
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @BeforeEach
  void setAll() {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void compactedTopicIsACrossWithTheCommandThatMendsItAndTheRestIsLookedAt() {
    kafka.createTopic("compacted", 1);
    kafka.alterTopic("compacted", Map.of("cleanup.policy", "compact"));
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "compacted");

    assertThat(check(false)).isEqualTo(ExitCode.FAILURE);
    assertThat(lines().get(4))
        .startsWith(
            "✗ topic settings: compacted: cleanup.policy includes compact, so the broker deletes"
                + " records that have a later one with the same key,")
        .contains(
            "kafka-configs.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --alter --entity-type topics --entity-name compacted"
                + " --add-config cleanup.policy=delete");
    assertThat(lines().get(5)).startsWith("✓ Relations API: ");
  }

  @Test
  void compactedTopicThatASettingAllowsIsAWarning() {
    kafka.createTopic("allowed", 1);
    kafka.alterTopic("allowed", Map.of("cleanup.policy", "compact,delete"));
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "allowed");
    environment.put("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true");

    assertThat(check(false)).isEqualTo(ExitCode.OK);
    assertThat(lines().get(4)).startsWith("✓ topic settings: allowed: compacted, ");
    assertThat(out.toString()).contains("! allowed: cleanup.policy includes compact, so ");
  }

  @Test
  void compactedTopicIsAWarningWhereADryRunReadsIt() {
    kafka.createTopic("tried", 1);
    kafka.alterTopic("tried", Map.of("cleanup.policy", "compact"));
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "tried");
    environment.remove("REPLICATION_TO_RELATION_ENABLED");

    assertThat(check(false)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("! tried: cleanup.policy includes compact, so ");
  }

  @Test
  void settingsThatPutRecordsAtRiskAreWarnings() {
    kafka.createTopic("risky", 1);
    kafka.alterTopic(
        "risky",
        Map.of(
            "unclean.leader.election.enable",
            "true",
            "retention.ms",
            "90000000",
            "retention.bytes",
            "1048576"));
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "risky");

    assertThat(check(true)).isEqualTo(ExitCode.OK);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"detail\":\"risky: not compacted, retention 1 d 1 h, retention.bytes 1048576,")
        .contains(
            "\"warnings\":[\"risky: the replication factor is 1,",
            "\"risky: unclean.leader.election.enable is true,",
            "\"risky: retention.bytes is 1048576,");
  }

  @Test
  void settingsWithoutTheRightAreUnknownAndTheConsumerWouldStart() {
    kafka.createTopic("secret", 1);
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "secret");
    forbidSettings("secret");

    // The broker takes rules in a little after the controller has them.
    Eventually.get(
        () -> {
          out.getBuffer().setLength(0);
          return check(false);
        },
        code -> lines().get(4).startsWith("?"),
        Duration.ofSeconds(60));

    assertThat(lines().get(4))
        .startsWith("? topic settings: reading the settings of secret: TopicAuthorizationException")
        .contains(
            "; grant DESCRIBE_CONFIGS on the topic to this login; not looked at: compaction,");
    assertThat(lines().get(5)).startsWith("✓ Relations API: ");
    assertThat(lines()).last().isEqualTo("The consumer would run with these settings.");
    assertThat(check(true)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("\"step\":\"topic settings\",\"verdict\":\"unknown\",");
  }

  private static void forbidSettings(String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createAcls(
              List.of(
                  rule(topic, AclOperation.ALL, AclPermissionType.ALLOW),
                  rule(topic, AclOperation.DESCRIBE_CONFIGS, AclPermissionType.DENY)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private static AclBinding rule(
      String topic, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private ExitCode check(boolean json) {
    PrintWriter writer = new PrintWriter(out, true);
    CheckCommand check =
        new CheckCommand(environment, new ManualClock(), writer, writer, Duration.ofSeconds(20));
    try {
      return check.run(Map.of(), json, false);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
