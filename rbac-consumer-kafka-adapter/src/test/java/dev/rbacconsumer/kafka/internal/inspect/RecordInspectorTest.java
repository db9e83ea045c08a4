package dev.rbacconsumer.kafka.internal.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the inspector reads of a real broker, and what the group sees of it. */
class RecordInspectorTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private String topic = "";
  private PartitionId partition = new PartitionId("unnamed", 0);
  private RecordInspector inspector = inspector("127.0.0.1:1", "unused");

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
    inspector.close();
    topic = test.getTestMethod().orElseThrow().getName();
    partition = new PartitionId(topic, 0);
    inspector = inspector(kafka.bootstrapServers(), topic);
    kafka.createTopic(topic, 1);
  }

  @AfterEach
  void close() {
    inspector.close();
  }

  @Test
  void recordsOfAnAbortedTransactionAreLeftOutAndTheLogIsReadToItsEnd() throws Exception {
    publish("first");
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.beginTransaction();
      send(producer, "aborted");
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "second");
      producer.commitTransaction();
    }
    PartitionOffsets log = offsets();
    List<String> values = new ArrayList<>();

    CommitPosition readTo =
        inspector.read(
            partition, new Offset(0), log.readable(), SOON, record -> values.add(text(record)));

    assertThat(values).containsExactly("first", "second");
    assertThat(log.end()).isEqualTo(new CommitPosition(5));
    assertThat(readTo).isEqualTo(log.end());
  }

  @Test
  void openTransactionIsTheDifferenceOfTheTwoEnds() throws Exception {
    publish("first");
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.beginTransaction();
      send(producer, "hidden");
      producer.flush();

      assertThat(offsets().readable()).isEqualTo(new CommitPosition(1));
      assertThat(offsets().end()).isEqualTo(new CommitPosition(2));
      producer.abortTransaction();
    }
  }

  @Test
  void readingEndsWhereItIsEnded() throws Exception {
    publish("first");
    publish("second");
    List<String> values = new ArrayList<>();

    CommitPosition readTo =
        inspector.read(
            partition,
            new Offset(0),
            offsets().readable(),
            SOON,
            record -> {
              values.add(text(record));
              return false;
            });

    assertThat(values).containsExactly("first");
    assertThat(readTo).isEqualTo(new CommitPosition(1));
  }

  @Test
  void readingEndsWithItsTime() throws Exception {
    publish("first");

    assertThat(
            inspector.read(
                partition, new Offset(0), offsets().readable(), Duration.ZERO, record -> true))
        .isEqualTo(new CommitPosition(0));
  }

  @Test
  void commitsAreReadWithTheirMetadataAndTheGroupHasNoMember() throws Exception {
    publish("first");
    kafka.commit(topic, partition, new Commit(new CommitPosition(1), "said beside it"));

    assertThat(inspector.commits(topic, Set.of(partition)))
        .containsExactly(Map.entry(partition, new Commit(new CommitPosition(1), "said beside it")));
    inspector.read(partition, new Offset(0), offsets().readable(), SOON, record -> true);
    assertThat(kafka.members(topic)).isEmpty();
    assertThat(kafka.committedOffsets(topic).get(partition))
        .isEqualTo(new Commit(new CommitPosition(1), "said beside it"));
  }

  @Test
  void groupThatWasNeverThereHasNoCommits() throws Exception {
    assertThat(inspector.commits(topic, Set.of(partition))).isEmpty();
  }

  @Test
  void offsetBelowTheLogIsAFailureAndNeverResetsThePosition() throws Exception {
    publish("first");
    publish("second");
    kafka.deleteBelow(partition, new Offset(1));

    assertThat(offsets().begin()).isEqualTo(new CommitPosition(1));
    assertThatThrownBy(
            () ->
                inspector.read(
                    partition, new Offset(0), new CommitPosition(2), SOON, record -> true))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("reading " + partition + ": OffsetOutOfRangeException");
  }

  @Test
  void missingTopicIsNamedAndNotCreated() {
    assertThatThrownBy(() -> inspector.partitions("nowhere"))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("there is no topic nowhere, or this login may not see it; create");
    assertThatThrownBy(() -> inspector.partitions("nowhere")).hasMessageContaining("no topic");
  }

  @Test
  void brokersThatAreAwayAreNamedWithTheirAddress() {
    try (RecordInspector lost =
        RecordInspector.create(
            KafkaClientSettings.of("127.0.0.1:1", topic, "test"), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> lost.partitions(topic))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith(
              "looking for the topic " + topic + ": no answer from 127.0.0.1:1; check");
      assertThatThrownBy(() -> lost.offsets(Set.of(partition)))
          .hasMessageStartingWith(
              "asking for the offsets of [" + partition + "]: no answer from 127.0.0.1:1; check");
      assertThatThrownBy(() -> lost.commits(topic, Set.of(partition)))
          .hasMessageContaining("the coordinator of group " + topic + " does not answer");
    }
  }

  private PartitionOffsets offsets() throws SourceException, InterruptedException {
    return Objects.requireNonNull(inspector.offsets(Set.of(partition)).get(partition));
  }

  private void publish(String value) {
    kafka.publish(partition, null, value.getBytes(UTF_8), List.of());
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String value) {
    var sent = producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes(UTF_8)));
    assertThat(sent).isNotNull();
  }

  private static String text(SourceRecord record) {
    return new String(Objects.requireNonNull(record.value()), UTF_8);
  }

  private static RecordInspector inspector(String servers, String group) {
    return RecordInspector.create(KafkaClientSettings.of(servers, group, "test"), SOON);
  }
}
