package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of records that a real broker has no more, under both group protocols. */
class DataLossFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Backoff SHORT =
      Backoff.from(Duration.ofMillis(50)).upTo(Duration.ofMillis(200));
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "scripted");

  private static EmbeddedKafka kafka;
  private static int topics;

  private final ConcurrentLinkedQueue<String> applied = new ConcurrentLinkedQueue<>();
  private volatile boolean storeIsUp = true;
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
    topic = test.getTestMethod().orElseThrow().getName() + ++topics;
    kafka.createTopic(topic, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aNewGroupBeginsWithTheFirstRecordThatIsKept(String protocol) {
    publish(0, "a", "b", "c");
    kafka.deleteBelow(partition(0), new Offset(1));

    try (Instance instance = start(protocol, DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 3);

      assertThat(applied).containsExactly("b", "c");
      assertThat(instance.events.events(PartitionEvent.DataLossBlocks.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void recordsThatWereDeletedUnreadBlockTheirPartitionAlone(String protocol) {
    Commit committed = lose(0);

    try (Instance instance = start(protocol, DataLossPolicy.BLOCK)) {
      assertThat(awaitBlock(instance).loss()).isEqualTo(below(1, 3, 5));
      publish(1, "other");
      awaitCommitted(instance, 1, 1);
    }

    assertThat(applied).containsExactly("other");
    assertThat(kafka.committedOffsets(Instance.GROUP)).containsEntry(partition(0), committed);
  }

  @Test
  void readingGoesOnFromTheFirstRecordWhereThePolicySaysSo() {
    Commit unused = lose(0);

    try (Instance instance = start("classic", DataLossPolicy.EARLIEST)) {
      awaitCommitted(instance, 0, 5);

      assertThat(applied).containsExactly("d", "e");
      assertThat(instance.events.events(PartitionEvent.DataLossPassed.class))
          .containsExactly(
              new PartitionEvent.DataLossPassed(
                  partition(0), below(unused.position().value(), 3, 5), new CommitPosition(3)));
    }
  }

  @Test
  void readingGoesOnBehindTheLastRecordWhereThePolicySaysSo() {
    Commit unused = lose(0);

    try (Instance instance = start("classic", DataLossPolicy.LATEST)) {
      awaitCommitted(instance, 0, 5);
      publish(0, "new");
      awaitCommitted(instance, 0, 6);

      assertThat(applied).containsExactly("new");
      assertThat(instance.events.events(PartitionEvent.DataLossPassed.class))
          .containsExactly(
              new PartitionEvent.DataLossPassed(
                  partition(0), below(unused.position().value(), 3, 5), new CommitPosition(5)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aPositionBeyondTheEndBlocksUntilAnOperatorSetsAnother(String protocol) {
    publish(0, "a", "b");
    kafka.commit(Instance.GROUP, partition(0), Commit.of(new CommitPosition(9)));
    try (Instance instance = start(protocol, DataLossPolicy.BLOCK)) {
      assertThat(awaitBlock(instance).loss()).isEqualTo(loss(DataLoss.Kind.BEYOND_END, 9, 0, 2));
    }
    assertThat(position(0)).isEqualTo(9);

    kafka.commit(Instance.GROUP, partition(0), Commit.of(new CommitPosition(1)));

    try (Instance instance = start(protocol, DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 2);
      assertThat(instance.events.events(PartitionEvent.PositionSetOutside.class))
          .containsExactly(
              new PartitionEvent.PositionSetOutside(partition(0), new CommitPosition(1)));
    }
    assertThat(applied).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aPositionBeyondTheEndIsGivenUpForTheFirstRecordWhereThePolicySaysSo(String protocol) {
    publish(0, "a", "b");
    kafka.commit(Instance.GROUP, partition(0), Commit.of(new CommitPosition(9)));

    try (Instance instance = start(protocol, DataLossPolicy.EARLIEST)) {
      awaitCommitted(instance, 0, 2);
    }

    assertThat(applied).containsExactly("a", "b");
    assertThat(position(0)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void whereRetentionOvertakesABlockedRecordAllThatWasReadIsAppliedBeforeItBlocks(String protocol) {
    try (Instance instance = overtaken(protocol, DataLossPolicy.BLOCK)) {
      DataLoss loss = awaitBlock(instance).loss();

      long read = loss.committed().orElseThrow().value();
      assertThat(loss).isEqualTo(below(read, 75, 80));
      assertThat(applied).containsExactlyElementsOf(numbers(0, (int) read));
      assertThat(position(0)).isEqualTo(read);
      publish(1, "other");
      awaitCommitted(instance, 1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void whereRetentionOvertakesABlockedRecordReadingGoesOnAsThePolicySays(String protocol) {
    try (Instance instance = overtaken(protocol, DataLossPolicy.EARLIEST)) {
      awaitCommitted(instance, 0, 80);

      PartitionEvent.DataLossPassed passed =
          instance.events.events(PartitionEvent.DataLossPassed.class).get(0);
      List<String> expected = numbers(0, (int) passed.loss().committed().orElseThrow().value());
      expected.addAll(numbers(75, 80));
      assertThat(applied).containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aTopicThatIsRecreatedWhileItIsReadBlocks(String protocol) {
    publish(0, "a", "b", "c");
    try (Instance instance = start(protocol, DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 3);
      kafka.deleteTopic(topic);
      kafka.createTopic(topic, 2);
      publish(0, "new 0", "new 1", "new 2", "new 3", "new 4");

      assertThat(awaitBlock(instance).loss().kind()).isEqualTo(DataLoss.Kind.RECREATED);
    }
    assertThat(applied).startsWith("a", "b", "c").doesNotContain("new 0", "new 1", "new 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aTopicThatIsRecreatedIsReadFromItsFirstRecordWhereThePolicySaysSo(String protocol) {
    publish(0, "a", "b", "c");
    try (Instance instance = start(protocol, DataLossPolicy.EARLIEST)) {
      awaitCommitted(instance, 0, 3);
      kafka.deleteTopic(topic);
      kafka.createTopic(topic, 2);
      publish(0, "new 0", "new 1");

      awaitCommitted(instance, 0, 2);
      assertThat(applied).containsExactly("a", "b", "c", "new 0", "new 1");
      assertThat(
              instance.events.events(PartitionEvent.DataLossPassed.class).stream()
                  .map(passed -> passed.loss().kind()))
          .contains(DataLoss.Kind.RECREATED);
    }
  }

  @Test
  void offsetsOfAnotherTopicOfTheNameAreNotTakenForOurs() {
    publish(0, "a", "b");
    try (Instance instance = start("classic", DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 2);
    }
    Commit old = kafka.committedOffsets(Instance.GROUP).get(partition(0));
    kafka.deleteTopic(topic);
    kafka.createTopic(topic, 2);
    publish(0, "new 0", "new 1", "new 2");
    kafka.commit(Instance.GROUP, partition(0), old);

    try (Instance instance = start("classic", DataLossPolicy.BLOCK)) {
      assertThat(awaitBlock(instance).loss()).isEqualTo(loss(DataLoss.Kind.RECREATED, 2, 0, 3));
    }
    assertThat(applied).containsExactly("a", "b");
    assertThat(kafka.committedOffsets(Instance.GROUP)).containsEntry(partition(0), old);
  }

  @Test
  void aPositionThatAnOperatorSetsIsHonouredAndReported() {
    publish(0, "a", "b", "c");
    try (Instance instance = start("classic", DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 3);
    }

    kafka.commit(Instance.GROUP, partition(0), Commit.of(new CommitPosition(1)));
    assertThat(position(0)).isEqualTo(1);

    try (Instance instance = start("classic", DataLossPolicy.BLOCK)) {
      awaitCommitted(instance, 0, 3);
      assertThat(instance.events.events(PartitionEvent.PositionSetOutside.class))
          .containsExactly(
              new PartitionEvent.PositionSetOutside(partition(0), new CommitPosition(1)));
    }
    assertThat(applied).containsExactly("a", "b", "c", "b", "c");
  }

  /** Five records, of which two are deleted that were to be read. */
  private Commit lose(int number) {
    publish(number, "a", "b", "c", "d", "e");
    Commit committed = Commit.of(new CommitPosition(1));
    kafka.commit(Instance.GROUP, partition(number), committed);
    kafka.deleteBelow(partition(number), new Offset(3));
    return committed;
  }

  /** Of eighty records fewer than that were read when the first of them failed; five are kept. */
  private Instance overtaken(String protocol, DataLossPolicy policy) {
    storeIsUp = false;
    publish(0, numbers(0, 80).toArray(String[]::new));
    Instance instance = start(protocol, policy);
    instance.events.await(RecordEvent.Retrying.class, retry -> retry.attempt() >= 5, SOON);
    kafka.deleteBelow(partition(0), new Offset(75));
    storeIsUp = true;
    return instance;
  }

  /** Reads a record or two at a time, so that the client has little that it has not delivered. */
  private Instance start(String protocol, DataLossPolicy policy) {
    Map<String, String> properties =
        Map.of(
            "group.protocol",
            protocol,
            "max.partition.fetch.bytes",
            "100",
            "fetch.max.bytes",
            "100",
            "metadata.max.age.ms",
            "1000");
    return new Instance(kafka.bootstrapServers(), topic, properties, SHORT, policy, this::handle);
  }

  private Outcome handle(WorkspaceEvent event, Duration timeout) {
    if (!storeIsUp) {
      return DOWN;
    }
    applied.add(event.workspaceId());
    return APPLIED;
  }

  private PartitionEvent.DataLossBlocks awaitBlock(Instance instance) {
    return instance.events.await(
        PartitionEvent.DataLossBlocks.class,
        block -> block.partition().number() == 0 && block.attempt() >= 2,
        SOON);
  }

  private void awaitCommitted(Instance instance, int number, long position) {
    try {
      Eventually.get(() -> position(number), committed -> committed == position, SOON);
    } catch (AssertionError late) {
      throw new AssertionError(
          "want " + position + " committed: " + instance.events.events(), late);
    }
  }

  private long position(int number) {
    Commit commit = kafka.committedOffsets(Instance.GROUP).get(partition(number));
    return commit == null ? -1 : commit.position().value();
  }

  private void publish(int number, String... values) {
    for (String value : values) {
      kafka.publish(partition(number), null, value.getBytes(StandardCharsets.UTF_8), List.of());
    }
  }

  private PartitionId partition(int number) {
    return new PartitionId(topic, number);
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(Integer::toString)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static DataLoss below(long committed, long begin, long end) {
    return loss(DataLoss.Kind.BELOW_START, committed, begin, end);
  }

  private static DataLoss loss(DataLoss.Kind kind, long committed, long begin, long end) {
    return new DataLoss(
        kind,
        Optional.of(new CommitPosition(committed)),
        new CommitPosition(begin),
        new CommitPosition(end));
  }
}
