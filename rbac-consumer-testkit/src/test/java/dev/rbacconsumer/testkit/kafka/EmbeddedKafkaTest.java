package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedKafkaTest {
  private static EmbeddedKafka kafka;
  private String topic;
  private String group;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void closeBroker() {
    kafka.close();
  }

  @BeforeEach
  void nameTopicAndGroup(TestInfo test) {
    topic = "topic." + test.getTestMethod().orElseThrow().getName();
    group = "group-of-" + topic;
  }

  @Test
  void aPublishedRecordIsReadBackWithEveryPart() {
    // Given
    kafka.createTopic(topic, 3);
    var partition = new PartitionId(topic, 2);
    var headers = List.of(RecordHeader.text("id", "e-1"), new RecordHeader("bare", null));
    var message =
        new SourceRecord(partition, new Offset(77), 1_767_225_600_123L, utf8("k"), null, headers);

    // When
    Offset offset = kafka.publish(message);

    // Then
    ConsumerRecord<byte[], byte[]> read = readAll(kafka, partition).get(0);
    assertThat(offset).isEqualTo(new Offset(0));
    assertThat(read.offset()).isZero();
    assertThat(read.timestamp()).isEqualTo(1_767_225_600_123L);
    assertThat(read.key()).isEqualTo(utf8("k"));
    assertThat(read.value()).isNull();
    assertThat(read.headers().toArray())
        .extracting(header -> new RecordHeader(header.key(), header.value()))
        .containsExactlyElementsOf(headers);
  }

  @Test
  void commitsOfAConsumerAreSeenWithTheirMetadata() {
    // Given
    kafka.createTopic(topic, 2);
    var partition = new PartitionId(topic, 1);
    publish(kafka, partition, "a", "b", "c");

    // When
    try (var consumer = consumer(kafka)) {
      consumer.assign(List.of(theirs(partition)));
      consumer.commitSync(Map.of(theirs(partition), new OffsetAndMetadata(2, "through=9")));
    }

    // Then
    assertThat(kafka.committedOffsets(group))
        .containsOnly(Map.entry(partition, new Commit(new CommitPosition(2), "through=9")));
    assertThat(kafka.lag(group, topic)).isEqualTo(1);
  }

  @Test
  void aGroupThatNeverWasHasNoCommitsNoMembersAndAllOfTheLag() {
    // Given
    kafka.createTopic(topic, 2);
    publish(kafka, new PartitionId(topic, 0), "a", "b", "c");
    publish(kafka, new PartitionId(topic, 1), "d");
    kafka.deleteBelow(new PartitionId(topic, 0), new Offset(1));

    // When
    long lag = kafka.lag(group, topic);

    // Then
    assertThat(lag).isEqualTo(3);
    assertThat(kafka.committedOffsets(group)).isEmpty();
    assertThat(kafka.members(group)).isEmpty();
    assertThat(kafka.endOffsets(topic))
        .containsOnly(
            Map.entry(new PartitionId(topic, 0), new CommitPosition(3)),
            Map.entry(new PartitionId(topic, 1), new CommitPosition(1)));
  }

  @Test
  void anOffsetCommittedFromOutsideIsWhereTheGroupGoesOn() {
    // Given
    kafka.createTopic(topic, 1);
    var partition = new PartitionId(topic, 0);
    publish(kafka, partition, "a", "b");

    // When
    kafka.commit(group, partition, new Commit(new CommitPosition(1), ""));

    // Then
    try (var consumer = consumer(kafka)) {
      consumer.assign(List.of(theirs(partition)));
      assertThat(consumer.committed(Set.of(theirs(partition))))
          .containsValue(new OffsetAndMetadata(1, ""));
      assertThat(firstOf(consumer).value()).isEqualTo(utf8("b"));
    }
  }

  @Test
  void aGroupThatIsDeletedHasNoCommits() {
    // Given
    kafka.createTopic(topic, 1);
    kafka.commit(group, new PartitionId(topic, 0), new Commit(new CommitPosition(0), ""));

    // When
    kafka.deleteGroup(group);

    // Then
    assertThat(kafka.committedOffsets(group)).isEmpty();
  }

  @Test
  void membersShowWhoReadsWhat() {
    // Given
    kafka.createTopic(topic, 2);
    publish(kafka, new PartitionId(topic, 0), "a");

    // When
    List<GroupMember> members;
    try (var consumer = consumer(kafka)) {
      consumer.subscribe(List.of(topic));
      firstOf(consumer);
      members = kafka.members(group);
    }

    // Then
    assertThat(members).hasSize(1);
    assertThat(members.get(0).clientId()).isEqualTo("reader");
    assertThat(members.get(0).instanceId()).isEmpty();
    assertThat(members.get(0).assignment())
        .containsExactly(new PartitionId(topic, 0), new PartitionId(topic, 1));
  }

  @Test
  void aRestartKeepsAddressRecordsAndCommits() {
    try (EmbeddedKafka own = EmbeddedKafka.start()) {
      // Given
      own.createTopic(topic, 1);
      var partition = new PartitionId(topic, 0);
      var committed = new Commit(new CommitPosition(1), "mark");
      publish(own, partition, "before");
      own.commit(group, partition, committed);
      String address = own.bootstrapServers();

      // When
      own.stop();
      own.restart();
      publish(own, partition, "after");

      // Then
      assertThat(own.bootstrapServers()).isEqualTo(address);
      assertThat(own.committedOffsets(group)).containsOnly(Map.entry(partition, committed));
      assertThat(readAll(own, partition))
          .extracting(message -> new String(message.value(), UTF_8))
          .containsExactly("before", "after");
    }
  }

  @Test
  void twoBrokersShareNothing() {
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      // Given
      kafka.createTopic(topic, 1);
      other.createTopic(topic, 1);
      var partition = new PartitionId(topic, 0);

      // When
      publish(kafka, partition, "here");

      // Then
      assertThat(other.bootstrapServers()).isNotEqualTo(kafka.bootstrapServers());
      assertThat(kafka.endOffsets(topic)).containsEntry(partition, new CommitPosition(1));
      assertThat(other.endOffsets(topic)).containsEntry(partition, new CommitPosition(0));
    }
  }

  @Test
  void theBrokerCreatesNoTopicByItself() {
    assertThatThrownBy(() -> kafka.endOffsets("misspelt"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UnknownTopicOrPartition");
  }

  private void publish(EmbeddedKafka to, PartitionId partition, String... values) {
    for (String value : values) {
      to.publish(partition, null, utf8(value), List.of());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> readAll(EmbeddedKafka from, PartitionId partition) {
    try (var consumer = consumer(from)) {
      TopicPartition theirs = theirs(partition);
      consumer.assign(List.of(theirs));
      consumer.seekToBeginning(List.of(theirs));
      long end = consumer.endOffsets(List.of(theirs)).get(theirs);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      while (read.size() < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
      }
      return read;
    }
  }

  private static ConsumerRecord<byte[], byte[]> firstOf(Consumer<byte[], byte[]> consumer) {
    while (true) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
        return message;
      }
    }
  }

  private Consumer<byte[], byte[]> consumer(EmbeddedKafka of) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", of.bootstrapServers(),
            "group.id", group,
            "client.id", "reader",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static TopicPartition theirs(PartitionId partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
