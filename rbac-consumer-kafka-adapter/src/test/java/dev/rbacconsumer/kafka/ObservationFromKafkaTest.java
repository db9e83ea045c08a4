package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a source knows of topic, group and partitions while nothing is read. */
class ObservationFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static EmbeddedKafka kafka;

  private String topic = "";

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void offsetsAndAgesAreKnownFromTheAssignmentOn() throws Exception {
    kafka.createTopic(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, 1_000, "committed");
      send(producer, 2_000, "addition");
      send(producer, 3_000, "removal");
      send(producer, 4_000, "removal");
    }
    kafka.commit(topic, partition(), Commit.of(new CommitPosition(1)));

    try (Source source = new Source()) {
      PartitionReport report = source.await(it -> it.head().isPresent());

      assertThat(report.committed()).hasValue(new CommitPosition(1));
      assertThat(report.lag(Optional.empty())).hasValue(3L);
      assertThat(report.head().orElseThrow().oldest()).hasValue(2_000);
      assertThat(report.head().orElseThrow().removal()).hasValue(3_000);
      assertThat(report.head().orElseThrow().isBound()).isFalse();
      assertThat(source.observation().problem()).isEmpty();
      Eventually.get(source::pollMember, it -> it, SOON);
    }
  }

  @Test
  void behindManyAdditionsTheAgeOfTheFirstRemovalIsABound() throws Exception {
    kafka.createTopic(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      Future<?> last = null;
      for (int i = 0; i < HeadReader.MOST_RECORDS + 50; i++) {
        last = producer.send(record(1_000 + i, "addition"));
      }
      producer.flush();
      assertThat(last).isDone();
    }

    try (Source source = new Source()) {
      PartitionReport report = source.await(it -> it.head().isPresent());

      assertThat(report.head().orElseThrow().isBound()).isTrue();
      assertThat(report.head().orElseThrow().removal().orElse(0))
          .isBetween(1_000L + HeadReader.MOST_RECORDS - 1, 1_000L + HeadReader.MOST_RECORDS + 49);
    }
  }

  @Test
  void anOpenTransactionHidesWhatWasWrittenBehindIt() throws Exception {
    kafka.createTopic(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic));
        Source source = new Source()) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, 1_000, "addition");
      send(producer, 2_000, "addition");
      PartitionReport open = source.await(it -> it.hiddenSince().isPresent());
      producer.commitTransaction();
      PartitionReport ended = source.await(it -> it.hiddenSince().isEmpty());

      assertThat(open.hidden()).isEqualTo(2);
      assertThat(open.lag(Optional.empty())).hasValue(2L);
      assertThat(ended.hidden()).isZero();
    }
  }

  @Test
  void aTopicThatIsMissingIsAProblemUntilItIsThere() throws Exception {
    try (Source source = new Source()) {
      SourceProblem problem =
          Eventually.get(source::pollProblem, Optional::isPresent, SOON).orElseThrow();
      assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.TOPIC_MISSING);
      assertThatThrownBy(() -> source.pollUntilItThrows())
          .hasMessageStartingWith("topic_missing: there is no topic " + topic);
      Eventually.get(source::pollMember, it -> it, SOON);

      kafka.createTopic(topic, 1);

      Eventually.get(source::pollProblem, Optional::isEmpty, SOON);
    }
  }

  private PartitionId partition() {
    return new PartitionId(topic, 0);
  }

  private ProducerRecord<byte[], byte[]> record(long timestamp, String value) {
    return new ProducerRecord<>(topic, 0, timestamp, null, value.getBytes(StandardCharsets.UTF_8));
  }

  private void send(KafkaProducer<byte[], byte[]> producer, long timestamp, String value)
      throws Exception {
    Future<?> sent = producer.send(record(timestamp, value));
    producer.flush();
    sent.get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Polls a source whose partitions have no position, as while their locks are not held. */
  private final class Source implements AutoCloseable, AssignmentListener {
    private final KafkaMessageSource source =
        KafkaMessageSource.create(
            new KafkaClientSettings(
                kafka.bootstrapServers(), topic, "test", Map.of("metadata.max.age.ms", "500")),
            topic,
            Duration.ofSeconds(5),
            Source::removes,
            ConsumerThreads.plain());

    Source() {
      source.open(this);
    }

    SourceObservation observation() {
      return source.observation();
    }

    /** Polls until the report of the partition is as wanted. */
    PartitionReport await(Predicate<PartitionReport> wanted) {
      return Eventually.get(this::pollReport, it -> it.filter(wanted).isPresent(), SOON)
          .orElseThrow();
    }

    private Optional<PartitionReport> pollReport() {
      poll();
      return source.observation().report(partition());
    }

    boolean pollMember() {
      poll();
      return source.observation().isMember();
    }

    Optional<SourceProblem> pollProblem() {
      poll();
      return source.observation().problem();
    }

    void pollUntilItThrows() throws SourceException {
      long deadline = System.nanoTime() + SOON.toNanos();
      while (System.nanoTime() - deadline < 0) {
        source.poll(SHORT);
      }
    }

    private void poll() {
      try {
        source.poll(SHORT);
      } catch (SourceException raised) {
        assertThat(raised.isPassing()).isTrue();
      }
    }

    @Override
    public void close() {
      source.close(Duration.ofSeconds(5));
    }

    @Override
    public void assigned(Set<PartitionId> partitions) {}

    @Override
    public void revoked(Set<PartitionId> partitions) {}

    @Override
    public void lost(Set<PartitionId> partitions) {}

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {}

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {}

    private static boolean removes(SourceRecord record) {
      return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8)
          .equals("removal");
    }
  }
}
