package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.tokens.TenantDatabase;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The jar with a real broker, a Relations API server and a real PostgreSQL. */
final class ReadYourWritesIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static TenantDatabase database;

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @BeforeAll
  static void startDatabase() {
    database = TenantDatabase.start();
  }

  @AfterAll
  static void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void emptyTable() {
    database.execute("DELETE FROM api_tenant");
    database.addTenant("1234567");
  }

  @Test
  void waitingRequestIsNotifiedAndFindsTheTokenOnTheRow() throws Exception {
    try (var listener = new TenantDatabase.Listener(database, TenantDatabase.CHANNEL);
        JarProcess jar = JarProcess.start(environment())) {
      fixture.publish(workspace("ws-1"));

      assertThat(listener.await(1)).containsExactly("ws-1");
      String token = database.token("1234567");
      assertThat(token).isNotEmpty();
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      assertThat(jar.out()).noneMatch(line -> line.contains(token) || line.contains("1234567 "));
    }
  }

  @Test
  void messagesAreAppliedAndCommittedWhileTheDatabaseIsAway() throws Exception {
    try (JarProcess jar = JarProcess.start(environment())) {
      jar.awaitOut("Consistency tokens go to the database", LONG);
      database.cluster().stopImmediately();
      try {
        fixture.publish(workspace("ws-1"), workspace("ws-2"));
        jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
        jar.awaitOut("Could not write consistency tokens to 127.0.0.1", LONG);
      } finally {
        database.cluster().startServer();
      }

      jar.awaitOut("answers again after", LONG);
      assertThat(database.token("1234567")).isNotEmpty();
    }
  }

  @Test
  void checkLooksWhetherTheTableFits() throws Exception {
    try (JarProcess good = JarProcess.start(environment(), "check")) {
      assertThat(good.awaitExit(LONG)).as(good.report()).isZero();
      assertThat(good.out())
          .anyMatch(line -> line.contains("database") && line.contains("knows the table"));
    }
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS_UPDATE", "UPDATE nowhere SET t = ? WHERE o = ?");
    try (JarProcess bad = JarProcess.start(environment, "check")) {
      assertThat(bad.awaitExit(LONG)).as(bad.report()).isEqualTo(1);
      assertThat(bad.out()).anyMatch(line -> line.contains("42P01"));
    }
  }

  @Test
  void checkWarnsOfATopicForTokensThatIsMissingOrNotCompacted() throws Exception {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "kafka");
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", fixture.topic() + "-tokens");
    try (JarProcess missing = JarProcess.start(environment, "check")) {
      assertThat(missing.awaitExit(LONG)).as(missing.report()).isZero();
      assertThat(missing.out()).anyMatch(line -> line.contains("no consistency token can be sent"));
    }
    fixture.kafka().createTopic(fixture.topic() + "-tokens", 1);

    try (JarProcess grows = JarProcess.start(environment, "check")) {
      assertThat(grows.awaitExit(LONG)).as(grows.report()).isZero();
      assertThat(grows.out()).anyMatch(line -> line.contains("set cleanup.policy=compact"));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "postgres");
    environment.put("DATABASE_HOST", "127.0.0.1");
    environment.put("DATABASE_PORT", Integer.toString(database.cluster().port()));
    environment.put("DATABASE_NAME", "postgres");
    environment.put("DATABASE_USER", database.cluster().user());
    return environment;
  }

  private static OutboxMessage workspace(String id) {
    return OutboxMessages.relations()
        .add(RelationTuple.parse("rbac/workspace:" + id + "#t_parent@rbac/workspace:root"))
        .orgId("1234567")
        .eventType("create_workspace")
        .resource("Workspace", id)
        .build();
  }
}
