package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.kafka.GroupMember;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What delivery promises, with a real broker, a real client and real threads. */
class DeliveryFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Backoff SHORT =
      Backoff.from(Duration.ofMillis(50)).upTo(Duration.ofMillis(200));
  private static final Backoff LONG = Backoff.from(Duration.ofMinutes(5));
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "scripted");

  private static EmbeddedKafka kafka;

  private final ConcurrentLinkedQueue<String> applied = new ConcurrentLinkedQueue<>();
  private String topic;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 2);
  }

  @Test
  void recordsWrittenBeforeTheGroupExistedAreAppliedInOrderAndCommitted() throws Exception {
    publish(0, "a", "b", "c");

    try (Instance instance = start(Map.of(), SHORT)) {
      awaitCommitted(instance, 0, 3);
    }

    assertThat(applied).containsExactly("a", "b", "c");
    assertThat(kafka.lag(Instance.GROUP, topic)).isZero();
  }

  @Test
  void aRestartGoesOnBehindTheLastCommittedRecord() throws Exception {
    publish(0, "a", "b");
    try (Instance first = start(Map.of(), SHORT)) {
      awaitCommitted(first, 0, 2);
    }
    publish(0, "c");

    try (Instance second = start(Map.of(), SHORT)) {
      awaitCommitted(second, 0, 3);
    }

    assertThat(applied).containsExactly("a", "b", "c");
  }

  @Test
  void theEndOfAPartitionIsKnownOnceItsPositionIsHoweverMuchIsLeft() throws Exception {
    publish(0, "down", "behind", "farther behind");

    try (Instance instance = start(Map.of("max.poll.records", "1"), LONG)) {
      instance.events.await(RecordEvent.Retrying.class, retry -> true, SOON);

      Eventually.get(() -> end(instance), end -> end == 3, SOON);
      assertThat(instance.source.observation().report(new PartitionId("elsewhere", 0))).isEmpty();
      publish(0, "new");
      Eventually.get(() -> end(instance), end -> end == 4, SOON);
    }
  }

  @Test
  void aFailingRecordBlocksItsOwnPartitionAloneAndKeepsTheMembershipPastThePollInterval()
      throws Exception {
    publish(0, "down", "behind");
    Map<String, String> impatient =
        Map.of("max.poll.interval.ms", "6000", "session.timeout.ms", "6000");

    try (Instance instance = start(impatient, SHORT)) {
      instance.events.await(
          RecordEvent.Retrying.class,
          retry -> retry.record().partition().number() == 0 && retry.attempt() >= 35,
          SOON);
      publish(1, "other");
      awaitCommitted(instance, 1, 1);

      assertThat(applied).containsExactly("other");
      assertThat(instance.events.events(InstanceEvent.Lost.class)).isEmpty();
      assertThat(instance.events.events(InstanceEvent.Revoked.class)).isEmpty();
      assertThat(instance.events.events(InstanceEvent.Assigned.class)).hasSize(1);
      assertThat(kafka.members(Instance.GROUP)).hasSize(1);
    }
    Commit commit = kafka.committedOffsets(Instance.GROUP).get(partition(0));
    assertThat(commit.position()).isEqualTo(new CommitPosition(0));
    assertThat(commit.metadata())
        .startsWith("rbac-consumer/1 through=1 bytes=" + Instance.QUEUE_BYTES + " topic=");
  }

  @Test
  void aWaitOfFiveMinutesDelaysNeitherTheOtherPartitionNorTheStop() throws Exception {
    publish(0, "down");
    Instance instance = start(Map.of(), LONG);
    instance.events.await(RecordEvent.Retrying.class, retry -> true, SOON);
    publish(1, "other");
    awaitCommitted(instance, 1, 1);

    instance.thread.stop();

    assertThat(instance.thread.awaitEnd(SOON)).isTrue();
    assertThat(instance.thread.failure()).isNull();
    assertThat(kafka.members(Instance.GROUP)).isEmpty();
    Commit commit = kafka.committedOffsets(Instance.GROUP).get(partition(0));
    assertThat(commit.position()).isEqualTo(new CommitPosition(0));
    assertThat(commit.metadata())
        .startsWith("rbac-consumer/1 through=1 bytes=" + Instance.QUEUE_BYTES + " topic=");
  }

  @Test
  void theAttemptInProgressIsFinishedAndCommittedBeforeTheGroupIsLeft() throws Exception {
    publish(0, "slow", "next");
    CountDownLatch inProgress = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Instance instance =
        new Instance(
            kafka.bootstrapServers(),
            topic,
            Map.of(),
            SHORT,
            (event, timeout) -> {
              inProgress.countDown();
              release.await();
              applied.add(event.workspaceId());
              return APPLIED;
            });
    inProgress.await();

    instance.thread.stop();
    release.countDown();

    assertThat(instance.thread.awaitEnd(SOON)).isTrue();
    assertThat(applied).containsExactly("slow");
    assertThat(kafka.committedOffsets(Instance.GROUP).get(partition(0)).position().value())
        .isEqualTo(1);
  }

  @Test
  void aSecondInstanceTakesItsShareAndNothingIsAppliedTwice() throws Exception {
    publish(0, "a");
    publish(1, "b");
    try (Instance first = start(Map.of(), SHORT)) {
      awaitCommitted(first, 0, 1);
      awaitCommitted(first, 1, 1);
      try (Instance second = start(Map.of(), SHORT)) {
        second.events.await(PartitionEvent.Positioned.class, positioned -> true, SOON);
        first.events.await(InstanceEvent.Revoked.class, revoked -> true, SOON);
        publish(0, "c");
        publish(1, "d");
        Eventually.get(() -> kafka.lag(Instance.GROUP, topic), lag -> lag == 0, SOON);

        assertThat(kafka.members(Instance.GROUP))
            .extracting(GroupMember::assignment)
            .allSatisfy(assignment -> assertThat(assignment).hasSize(1));
      }
    }
    assertThat(applied).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void aBrokerThatGoesAndComesBackIsWaitedFor() throws Exception {
    try (EmbeddedKafka own = EmbeddedKafka.start()) {
      own.createTopic(topic, 1);
      try (Instance instance =
          new Instance(own.bootstrapServers(), topic, Map.of(), SHORT, this::handle)) {
        own.publish(partition(0), null, bytes("a"), List.of());
        awaitCommitted(instance, 0, 1);

        own.restart();
        own.publish(partition(0), null, bytes("b"), List.of());

        awaitCommitted(instance, 0, 2);
        assertThat(applied).containsExactly("a", "b");
      }
    }
  }

  @Test
  void aTopicThatDoesNotExistYetIsWaitedForWithAClearLine() throws Exception {
    String late = topic + "-late";
    Map<String, String> eager = Map.of("metadata.max.age.ms", "500");
    try (Instance instance =
        new Instance(kafka.bootstrapServers(), late, eager, SHORT, this::handle)) {
      Eventually.get(() -> kafka.members(Instance.GROUP).size(), members -> members == 1, SOON);

      kafka.createTopic(late, 1);
      kafka.publish(new PartitionId(late, 0), null, bytes("a"), List.of());

      awaitCommitted(instance, 0, 1);
    }
    assertThat(applied).containsExactly("a");
  }

  private Instance start(Map<String, String> properties, Backoff backoff) {
    return new Instance(kafka.bootstrapServers(), topic, properties, backoff, this::handle);
  }

  private Outcome handle(WorkspaceEvent event, Duration timeout) {
    if (event.workspaceId().equals("down")) {
      return DOWN;
    }
    applied.add(event.workspaceId());
    return APPLIED;
  }

  private void publish(int number, String... values) {
    for (String value : values) {
      kafka.publish(partition(number), null, bytes(value), List.of());
    }
  }

  private void awaitCommitted(Instance instance, int number, long position) {
    instance.events.await(
        PartitionEvent.Committed.class,
        committed ->
            committed.partition().number() == number && committed.position().value() == position,
        SOON);
  }

  private PartitionId partition(int number) {
    return new PartitionId(topic, number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long end(Instance instance) {
    return instance
        .source
        .observation()
        .report(partition(0))
        .map(report -> report.end().value())
        .orElse(-1L);
  }
}
