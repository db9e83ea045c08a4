package dev.rbacconsumer.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.KesselGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar with its defaults against Kessel's API over SpiceDB on PostgreSQL, where each removal is
 * a call and takes some 8 ms, with changes that take minutes.
 */
@EnabledIf(
    value = "dev.rbacconsumer.launcher.chaos.RealStage#isPossible",
    disabledReason = "NOTHING WAS DELIVERED TO A REAL SPICEDB: run make conformance")
@Timeout(900)
class LargeChangeIT {
  private static final int REMOVALS = 30;
  private static final int ADDITIONS = 1_000;

  private static RealStage stage;
  private static KesselGateway gateway;

  @TempDir private Path files;
  private String topic;

  @BeforeAll
  static void start() {
    stage = new RealStage();
    gateway = KesselGateway.start(stage.store.target(), stage.store.key());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stage.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    stage.kafka.createTopic(topic, 1);
    stage.begin(StoreSchema.rbac(), List.of());
  }

  @AfterEach
  void leaveNothing() {
    assertThat(stage.tuples()).isEmpty();
  }

  @Test
  void aFullWindowIsRecoveredAfterAKill() throws Exception {
    grant(500 * REMOVALS);
    revoke(500, REMOVALS);
    long before = gateway.deletes().calls();
    try (JarProcess jar = startJar()) {
      awaitDeletes(before + 10 * REMOVALS, jar);
      jar.kill();
      jar.awaitExit(RealStage.LONG);
    }
    stage.kafka.expelMembers(topic);

    long calls = gateway.deletes().calls();
    Duration busy = gateway.deletes().busy();
    long begun = System.nanoTime();
    try (JarProcess jar = startJar()) {
      stage.awaitCommitted(topic, jar);
      assertThat(jar.out()).noneMatch(line -> line.contains("Retrying"));
    }

    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Duration needed = gateway.deletes().busy().minus(busy);
    System.out.printf("recovered in %s, of which %s in calls%n", took, needed);
    assertThat(gateway.deletes().calls() - calls).isLessThan(501 * REMOVALS);
    assertThat(took).isLessThan(needed.multipliedBy(2));
  }

  /** The window that must be recovered takes longer than any of these owners lives. */
  @Test
  void ownersThatCrashAgainAndAgainGetOn() throws Exception {
    int messages = 150;
    grant(messages * REMOVALS);
    revoke(messages, REMOVALS);
    long before = gateway.deletes().calls();
    int kills = 0;
    while (stage.kafka.lag(topic, topic) > 0 && kills < 40) {
      try (JarProcess jar = startJar()) {
        long wanted = gateway.deletes().calls() + 500;
        Eventually.get(
            () -> gateway.deletes().calls() >= wanted || stage.kafka.lag(topic, topic) == 0,
            isOver -> isOver,
            RealStage.LONG);
        jar.kill();
        jar.awaitExit(RealStage.LONG);
      }
      kills++;
      stage.kafka.expelMembers(topic);
    }

    assertThat(stage.kafka.lag(topic, topic)).isZero();
    assertThat(kills).isGreaterThan(5);
    assertThat(gateway.deletes().calls() - before).isLessThan(2L * messages * REMOVALS);
  }

  @Test
  void aMessageWithThousandsOfRemovalsPasses() throws Exception {
    grant(8_000);
    revoke(1, 8_000);

    try (JarProcess jar = startJar()) {
      stage.awaitCommitted(topic, jar);
      assertThat(jar.out()).noneMatch(line -> line.contains("Retrying"));
    }
  }

  private JarProcess startJar() throws Exception {
    return stage.start(
        topic,
        files,
        Map.of(
            "RELATION_API_DIALECT", "kessel-relations", "RELATION_API_SERVER", gateway.target()));
  }

  /** Lets the jar write the tuples that are to be removed. */
  private void grant(int tuples) throws Exception {
    for (int from = 0; from < tuples; from += ADDITIONS) {
      publish(OutboxMessages.relations().add(tuples(from, Math.min(tuples, from + ADDITIONS))));
    }
    try (JarProcess jar = startJar()) {
      stage.awaitCommitted(topic, jar);
      jar.terminate();
      jar.awaitExit(RealStage.LONG);
    }
    assertThat(stage.tuples()).hasSize(tuples);
  }

  private void revoke(int messages, int removals) {
    for (int i = 0; i < messages; i++) {
      publish(OutboxMessages.relations().remove(tuples(i * removals, (i + 1) * removals)));
    }
  }

  private void publish(RelationsMessageBuilder message) {
    stage.kafka.publish(message.build().at(new PartitionId(topic, 0), new Offset(0)));
  }

  private static void awaitDeletes(long calls, JarProcess jar) {
    try {
      Eventually.get(() -> gateway.deletes().calls(), made -> made >= calls, RealStage.LONG);
    } catch (AssertionError late) {
      throw new AssertionError(jar.report(), late);
    }
  }

  private static List<RelationTuple> tuples(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i -> RelationTuple.parse("rbac/group:g" + i % 50 + "#member@rbac/principal:p" + i))
        .toList();
  }
}
