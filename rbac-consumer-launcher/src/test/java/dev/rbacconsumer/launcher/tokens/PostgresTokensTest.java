package dev.rbacconsumer.launcher.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.metrics.TokenMetrics;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.token.TokenPlanner;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import dev.rbacconsumer.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consistency tokens and notifications in a real PostgreSQL. */
@Timeout(60)
final class PostgresTokensTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static @Nullable TenantDatabase shared;

  private final MetricRegistry registry = new MetricRegistry();
  private final TokenMetrics metrics = new TokenMetrics(registry);
  private @Nullable PostgresTokens tokens;

  @BeforeAll
  static void startDatabase() {
    shared = TenantDatabase.start();
  }

  @AfterAll
  static void closeDatabase() {
    if (shared != null) {
      shared.close();
    }
  }

  @BeforeEach
  void emptyTable() {
    database().execute("DELETE FROM api_tenant");
    database().addTenant("org-1");
    database().addTenant("org-2");
  }

  @AfterEach
  void closeTokens() {
    if (tokens != null) {
      tokens.close();
    }
  }

  @Test
  void tokenIsOnTheRowOfItsOrganisationAndNothingElseChanges() throws Exception {
    open();
    database().execute("UPDATE api_tenant SET ready = true, changed = 7 WHERE org_id = 'org-1'");

    apply(P0, "assign_role", "org-1", "", "token-1");

    database().awaitToken("org-1", "token-1");
    assertThat(database().token("org-2")).isEmpty();
    assertThat(
            database()
                .query(
                    "SELECT ready || ' ' || changed FROM api_tenant" + " WHERE org_id = 'org-1'"))
        .isEqualTo("true 7");
    assertThat(count("tokens_written_total{kind=\"token\"}")).isEqualTo(1);
  }

  @Test
  void createdWorkspaceIsNotifiedWithItsTokenAlreadyOnTheRow() throws Exception {
    open();
    try (var listener = new TenantDatabase.Listener(database(), TenantDatabase.CHANNEL)) {
      apply(P0, "create_workspace", "org-1", "Workspace-7", "token-1");

      assertThat(listener.await(1)).containsExactly("Workspace-7");
      assertThat(database().token("org-1")).isEqualTo("token-1");
    }
  }

  @Test
  void migrationJobIsNotifiedOnItsOwnChannel() throws Exception {
    open();
    try (var listener = new TenantDatabase.Listener(database(), TokenPlanner.BATCH_CHANNEL)) {
      apply(P0, "remove_root_parent_tenant_relationships", "", " batch-1 ", "token-1");

      assertThat(listener.await(1)).containsExactly("batch-1");
    }
  }

  @Test
  void outageDelaysNoEventAndAfterItLatestTokensAndAllNotificationsAreThere() throws Exception {
    open();
    apply(P0, "assign_role", "org-1", "", "token-0");
    database().awaitToken("org-1", "token-0");
    database().cluster().stopImmediately();

    for (int i = 1; i <= 50; i++) {
      apply(P0, "create_workspace", i % 2 == 0 ? "org-1" : "org-2", "ws-" + i, "token-" + i);
    }
    awaitCount("token_write_failures_total", 2);
    assertThat(gauge("tokens_pending")).isEqualTo(52.0);
    assertThat(gauge("tokens_oldest_pending_age_seconds")).isPositive();
    database().cluster().startServer();

    awaitCount("tokens_written_total{kind=\"notification\"}", 50);
    database().awaitToken("org-1", "token-50");
    database().awaitToken("org-2", "token-49");
    assertThat(count("tokens_written_total{kind=\"notification\"}")).isEqualTo(50);
    assertThat(dropped()).isZero();
  }

  @Test
  void notificationsOfAnOutageComeInOrder() throws Exception {
    try (Connection blocker = database().connect();
        var listener = new TenantDatabase.Listener(database(), TenantDatabase.CHANNEL);
        Statement statement = blocker.createStatement()) {
      open();
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE api_tenant IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < 150; i++) {
        apply(P0, "create_workspace", i % 2 == 0 ? "org-1" : "org-2", "ws-" + i, "token-" + i);
      }
      terminateWriter();
      blocker.rollback();

      List<String> payloads = listener.await(150);
      assertThat(payloads).hasSize(150).first().isEqualTo("ws-0");
      assertThat(payloads)
          .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
    }
  }

  @Test
  void whatWaitsIsWrittenAtTheEnd() throws Exception {
    PostgresTokens open = open();
    for (int i = 1; i <= 150; i++) {
      apply(P0, "create_workspace", "org-1", "ws-" + i, "token-" + i);
    }

    open.close();

    assertThat(database().token("org-1")).isEqualTo("token-150");
    assertThat(count("tokens_written_total{kind=\"notification\"}")).isEqualTo(150);
    assertThat(gauge("tokens_pending")).isZero();
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsCounted() throws Exception {
    try (Connection blocker = database().connect();
        Statement statement = blocker.createStatement()) {
      PostgresTokens open = open();
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE api_tenant IN ACCESS EXCLUSIVE MODE");
      apply(P0, "create_workspace", "org-1", "ws-1", "token-1");

      open.close();

      assertThat(count("tokens_dropped_total{reason=\"shutdown\"}")).isEqualTo(2);
    }
    assertThat(database().token("org-1")).isEmpty();
  }

  @Test
  void olderTokenOfAMovedPartitionDoesNotReplaceTheNewerOneOfTheNextOwner() throws Exception {
    PostgresTokens open = open();
    apply(P0, "assign_role", "org-1", "", "token-0");
    apply(P1, "assign_role", "org-2", "", "token-0");
    database().awaitToken("org-2", "token-0");
    database().cluster().stopImmediately();
    apply(P0, "assign_role", "org-1", "", "older");
    apply(P1, "assign_role", "org-2", "", "ours");

    open.partitions().on(new InstanceEvent.Revoked(Set.of(P0)));
    awaitCount("tokens_dropped_total{reason=\"partition_moved\"}", 1);
    database().cluster().startServer();
    database()
        .execute(
            "UPDATE api_tenant SET relations_consistency_token = 'newer' WHERE org_id = 'org-1'");
    database().awaitToken("org-2", "ours");

    assertThat(database().token("org-1")).isEqualTo("newer");
  }

  @Test
  void eventThatALostPartitionPassesLateIsNotWritten() throws Exception {
    PostgresTokens open = open();
    open.partitions().on(new InstanceEvent.Lost(Set.of(P0)));

    assertThat(apply(P0, "assign_role", "org-1", "", "late"))
        .contains("a token was dropped: its partition was revoked, or the process ends");
    open.partitions().on(new InstanceEvent.Assigned(Set.of(P0)));
    assertThat(apply(P0, "assign_role", "org-2", "", "again")).isEmpty();

    database().awaitToken("org-2", "again");
    assertThat(database().token("org-1")).isEmpty();
  }

  @Test
  void unknownTenantIsCountedAndItsNotificationGoesOut() throws Exception {
    open();
    try (var listener = new TenantDatabase.Listener(database(), TenantDatabase.CHANNEL)) {
      apply(P0, "create_workspace", "org-9", "ws-1", "token-1");

      assertThat(listener.await(1)).containsExactly("ws-1");
    }
    awaitCount("tokens_skipped_total{reason=\"unknown_tenant\"}", 1);
    assertThat(count("tokens_written_total{kind=\"token\"}")).isZero();
  }

  @Test
  void valueThatTheDatabaseRefusesDelaysNothingElse() throws Exception {
    database()
        .execute(
            "ALTER TABLE api_tenant ADD CONSTRAINT small"
                + " CHECK (relations_consistency_token NOT LIKE 'bad%')");
    try (Connection blocker = database().connect();
        Statement statement = blocker.createStatement()) {
      open();
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE api_tenant IN ACCESS EXCLUSIVE MODE");
      apply(P0, "assign_role", "org-3", "", "unblocks");
      apply(P0, "assign_role", "org-1", "", "bad");
      apply(P0, "create_workspace", "org-2", "ws-1", "good");
      blocker.rollback();

      database().awaitToken("org-2", "good");
      awaitCount("tokens_written_total{kind=\"notification\"}", 1);
    } finally {
      database().execute("ALTER TABLE api_tenant DROP CONSTRAINT small");
    }
    assertThat(count("tokens_dropped_total{reason=\"data_error\"}")).isEqualTo(1);
    assertThat(database().token("org-1")).isEmpty();
  }

  @Test
  void fullQueueIsBoundedAndDeliveryWaitsOnce() throws Exception {
    database().cluster().stopImmediately();
    try {
      open();
      for (int i = 1; i <= 500; i++) {
        apply(P0, "create_workspace", "", "ws-" + i, "token-" + i);
      }

      assertThat(gauge("tokens_pending")).isEqualTo(200.0);
      assertThat(count("tokens_dropped_total{reason=\"queue_full\"}")).isEqualTo(300);
    } finally {
      database().cluster().startServer();
    }
    awaitCount("tokens_written_total{kind=\"notification\"}", 200);
  }

  @Test
  void textsBeyondTheirLimitsAreRefusedAndCounted() throws Exception {
    open();

    assertThat(apply(P0, "create_workspace", "o".repeat(37), "w".repeat(8000), "token-1"))
        .contains(
            "a token is not stored: want an organisation of at most 36 characters, got 37; a"
                + " notification is not sent: want at most 7999 bytes, got 8000");
    assertThat(apply(P0, "create_workspace", "org-1", "w".repeat(7999), "t".repeat(1024)))
        .isEmpty();

    database().awaitToken("org-1", "t".repeat(1024));
    awaitCount("tokens_written_total{kind=\"notification\"}", 1);
    assertThat(count("tokens_dropped_total{reason=\"refused\"}")).isEqualTo(2);
  }

  private PostgresTokens open() {
    return open(database().settings());
  }

  private PostgresTokens open(TokenSettings.Postgres settings) {
    tokens = new PostgresTokens(settings, metrics, JvmRuntime.create(), Duration.ofSeconds(3));
    return tokens;
  }

  /** Passes an event; the text is its resource and its notify token. */
  private Optional<String> apply(
      PartitionId partition, String type, String org, String text, String token)
      throws InterruptedException {
    if (tokens == null) {
      throw new AssertionError("want open tokens");
    }
    return tokens.applied(
        new AppliedEvent(
            partition,
            new Offset(0),
            new EventMetadata("id", type, "", "", org, "Workspace", text, text, null),
            TupleChange.net(List.of(), List.of()),
            Optional.of(new ConsistencyToken(token))),
        TIMEOUT);
  }

  /** Ends the writer's connection while it waits for a lock, as a failover does. */
  private static void terminateWriter() throws SQLException {
    Eventually.get(
        () ->
            database()
                .query(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE"
                        + " application_name = 'rbac-consumer' AND wait_event_type = 'Lock'"),
        "1"::equals,
        PATIENCE);
  }

  private static int number(String payload) {
    return Integer.parseInt(payload.substring("ws-".length()));
  }

  private void awaitCount(String series, long least) {
    Eventually.get(() -> count(series), it -> it >= least, PATIENCE);
  }

  private long count(String series) {
    return registry.getCounters().get("rbac_kafka_consumer_" + series).getCount();
  }

  private long dropped() {
    return registry.getCounters().entrySet().stream()
        .filter(it -> it.getKey().startsWith("rbac_kafka_consumer_tokens_dropped_total"))
        .mapToLong(it -> it.getValue().getCount())
        .sum();
  }

  private double gauge(String name) {
    return ((Number) registry.getGauges().get("rbac_kafka_consumer_" + name).getValue())
        .doubleValue();
  }

  private static TenantDatabase database() {
    if (shared == null) {
      throw new AssertionError("want a started database");
    }
    return shared;
  }
}
