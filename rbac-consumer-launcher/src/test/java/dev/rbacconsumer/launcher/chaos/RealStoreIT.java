package dev.rbacconsumer.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The jar against a real SpiceDB on PostgreSQL, while each of the three fails. */
@EnabledIf(
    value = "dev.rbacconsumer.launcher.chaos.RealStage#isPossible",
    disabledReason = "NOTHING WAS DELIVERED TO A REAL SPICEDB: run make conformance")
@Timeout(900)
class RealStoreIT {
  private static final Pattern RELATION =
      Pattern.compile(
          "relation\\\\?\"\\s*:\\s*\\\\?\"(?:t_)?([a-z][a-z0-9_]{1,60}[a-z0-9])\\\\?\"");
  private static final int KILLS = 30;
  private static final int RECORDS_BETWEEN_KILLS = 10;

  private static RealStage stage;

  @TempDir private Path files;
  private String topic;
  private final Watcher watcher = new Watcher();
  private SpiceDbFeed feed;

  @BeforeAll
  static void start() {
    stage = new RealStage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    stage.kafka.createTopic(topic, 1);
  }

  @AfterEach
  void stopWatching() {
    if (feed != null) {
      feed.close();
    }
  }

  @Test
  void recordedMessagesLeaveWhatTheyLeaveInOurServer() throws Exception {
    List<RecordedMessage> messages = RecordedMessages.file(RecordedMessages.JSON_WITH_SCHEMA);
    PartitionId partition = new PartitionId(topic, 0);
    messages.forEach(it -> stage.kafka.publish(it.at(partition, new Offset(it.offset()))));
    stage.begin(StoreSchema.rbac(), relations(messages));
    Map<String, String> passingOver =
        Map.of("RBAC_KAFKA_CONSUMER_ON_INVALID", "skip", "RBAC_KAFKA_CONSUMER_ON_REJECTED", "skip");

    NavigableSet<String> expected;
    try (RelationsServer ours = RelationsServer.builder().start();
        JarProcess jar = stage.start(topic, files, with(passingOver, ours))) {
      stage.awaitCommitted(topic, jar);
      expected = ours.tupleTexts();
      jar.terminate();
      jar.awaitExit(RealStage.LONG);
    }
    stage.kafka.deleteGroup(topic);
    try (JarProcess jar = stage.start(topic, files, passingOver)) {
      stage.awaitCommitted(topic, jar);
    }

    assertThat(expected).isNotEmpty();
    assertThat(stage.tuples()).isEqualTo(expected);
  }

  @Test
  void killedSpiceDbAndStoppedPostgresAreOutlivedInOrder() throws Exception {
    stage.begin(StoreSchema.rbac(), List.of());
    Ledger ledger = new Ledger(topic, 1, 1);
    stage.publish(ledger, 400);

    watch();
    try (JarProcess jar = stage.start(topic, files, Map.of())) {
      awaitRecord(40, jar);
      stage.store.kill();
      stage.store.start();
      stage.publish(ledger, 400);
      awaitRecord(440, jar);
      stage.postgres.stopImmediately();
      stage.postgres.startServer();
      stage.publish(ledger, 100);
      stage.awaitCommitted(topic, jar);
      awaitRecord(899, jar);
      assertThat(jar.isAlive()).as(jar.report()).isTrue();
    }

    assertThat(watcher.violations()).isEmpty();
    assertThat(stage.tuples()).isEqualTo(ledger.tuples());
  }

  @Test
  void typeThatTheSchemaLacksBlocksUntilTheSchemaHasIt() throws Exception {
    stage.begin(StoreSchema.rbac().without("rbac/workspace"), List.of());
    Ledger ledger = new Ledger(topic, 1, 2);
    stage.publish(ledger, 5);
    stage.kafka.publish(ledger.workspace(0));
    stage.publish(ledger, 5);

    watch();
    try (JarProcess jar = stage.start(topic, files, Map.of())) {
      jar.awaitOut("rejected/unknown_definition", RealStage.LONG);
      awaitRecord(4, jar);
      long before = watcher.latest(0);
      stage.client.writeSchema(StoreSchema.rbac().source(List.of()));
      stage.awaitCommitted(topic, jar);

      assertThat(before).isEqualTo(4);
    }
    assertThat(watcher.violations()).isEmpty();
    assertThat(stage.tuples()).isEqualTo(ledger.tuples());
  }

  @Test
  void removedTupleIsNeverSeenAgainOverManyKills() throws Exception {
    stage.begin(StoreSchema.rbac(), List.of());
    Ledger ledger = new Ledger(topic, 1, 3);
    stage.publish(ledger, RECORDS_BETWEEN_KILLS);

    watch();
    for (int kill = 0; kill < KILLS; kill++) {
      stage.publish(ledger, 2 * RECORDS_BETWEEN_KILLS);
      try (JarProcess jar = stage.start(topic, files, Map.of())) {
        awaitRecord(watcher.latest(0) + RECORDS_BETWEEN_KILLS, jar);
        jar.kill();
        jar.awaitExit(RealStage.LONG);
      }
      stage.kafka.expelMembers(topic);
    }
    try (JarProcess jar = stage.start(topic, files, Map.of())) {
      stage.awaitCommitted(topic, jar);
      awaitRecord(ledger.records() - 1, jar);
    }

    assertThat(watcher.violations()).isEmpty();
    assertThat(stage.tuples()).isEqualTo(ledger.tuples());
  }

  /** Follows the store, which has no tuple yet. */
  private void watch() {
    feed = new SpiceDbFeed(stage.store.target(), stage.store.key(), watcher);
  }

  /** Waits until the store has shown a record or a later one. */
  private void awaitRecord(long number, JarProcess jar) throws InterruptedException {
    assertThat(watcher.await(() -> watcher.latest(0) >= number, RealStage.LONG))
        .as(() -> "record " + number + " seen, latest " + watcher.latest(0) + "\n" + jar.report())
        .isTrue();
  }

  private static Map<String, String> with(Map<String, String> settings, RelationsServer server) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("RELATION_API_SERVER", server.target());
    return all;
  }

  /** Every name of a relation that a message has: the schema of a real store must have them all. */
  private static NavigableSet<String> relations(List<RecordedMessage> messages) {
    NavigableSet<String> names = new TreeSet<>();
    for (RecordedMessage message : messages) {
      Matcher found = RELATION.matcher("" + message.valueText());
      while (found.find()) {
        names.add(found.group(1));
      }
    }
    return names;
  }
}
