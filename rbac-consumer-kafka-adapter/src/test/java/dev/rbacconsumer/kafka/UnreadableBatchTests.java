package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Batches that a real broker serves and the client cannot read, with one of the group protocols.
 */
abstract class UnreadableBatchTests {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Backoff SHORT =
      Backoff.from(Duration.ofMillis(100)).upTo(Duration.ofMillis(500));

  private static EmbeddedKafka kafka;
  private static int topics;

  private final ConcurrentLinkedQueue<String> applied = new ConcurrentLinkedQueue<>();
  private final String protocol;
  private String topic = "";

  UnreadableBatchTests(String protocol) {
    this.protocol = protocol;
  }

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopic() {
    topic = "damaged-" + ++topics;
    kafka.createTopic(topic, 2);
  }

  @ParameterizedTest
  @EnumSource
  void itBlocksItsPartitionAloneUntilTheBatchIsWellAgain(LogFile.Damage damage) {
    publish(0, "a");
    try (Instance instance = start()) {
      awaitCommitted(instance, 0, 1);
    }
    publish(0, "b", "c");
    LogFile log = new LogFile(kafka, partition(0));
    byte[] healthy = log.damage(1, damage);

    try (Instance instance = start()) {
      PartitionEvent.BatchUnreadable blocked =
          instance.events.await(PartitionEvent.BatchUnreadable.class, it -> true, SOON);
      assertThat(blocked.partition()).isEqualTo(partition(0));
      assertThat(blocked.offset()).isEqualTo(new Offset(1));
      assertThat(blocked.failure().kind()).isEqualTo(FailureClass.UNREADABLE);
      instance.events.await(PartitionEvent.BatchUnreadable.class, it -> it.attempt() == 3, SOON);
      publish(1, "other");
      awaitCommitted(instance, 1, 1);
      publish(1, "another");
      awaitCommitted(instance, 1, 2);
      assertThat(instance.thread.failure()).isNull();
      assertThat(applied).containsExactly("a", "other", "another");

      log.restore(healthy);

      awaitCommitted(instance, 0, 3);
      assertThat(applied).containsExactly("a", "other", "another", "b", "c");
      assertThat(instance.events.events(PartitionEvent.BatchReadable.class))
          .containsExactly(new PartitionEvent.BatchReadable(partition(0), new Offset(1)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfAnotherPartitionIsLostWhereSeveralComeInOneAnswer(LogFile.Damage damage) {
    publish(0, "bad");
    for (int i = 0; i < 20; i++) {
      publish(1, "good " + i);
    }
    byte[] healthy = new LogFile(kafka, partition(0)).damage(0, damage);

    try (Instance instance = start()) {
      instance.events.await(PartitionEvent.BatchUnreadable.class, it -> true, SOON);
      awaitCommitted(instance, 1, 20);
    }

    assertThat(applied).hasSize(20).startsWith("good 0").endsWith("good 19");
    assertThat(healthy).isNotEmpty();
  }

  private Instance start() {
    return new Instance(
        kafka.bootstrapServers(), topic, Map.of("group.protocol", protocol), SHORT, this::apply);
  }

  private Outcome apply(WorkspaceEvent event, Duration timeout) {
    applied.add(event.workspaceId());
    return new Outcome.Applied(Optional.empty());
  }

  private void publish(int partition, String... values) {
    for (String value : values) {
      kafka.publish(partition(partition), null, value.getBytes(StandardCharsets.UTF_8), List.of());
    }
  }

  private void awaitCommitted(Instance instance, int partition, long position) {
    Eventually.get(
        () -> instance.thread.hasEnded() || committed(partition) == position, it -> it, SOON);
    assertThat(instance.thread.failure()).isNull();
  }

  private long committed(int partition) {
    return Optional.ofNullable(kafka.committedOffsets(Instance.GROUP).get(partition(partition)))
        .map(it -> it.position())
        .map(CommitPosition::value)
        .orElse(-1L);
  }

  private PartitionId partition(int number) {
    return new PartitionId(topic, number);
  }
}
