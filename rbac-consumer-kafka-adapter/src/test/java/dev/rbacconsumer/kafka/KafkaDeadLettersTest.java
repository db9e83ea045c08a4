package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaDeadLettersTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Failure FAILURE =
      new Failure(FailureClass.INVALID, "missing_field", "missing_field at $.payload: want …");

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void theRecordIsKeptByteForByteAndSaysWhereItStoodAndWhy() throws Exception {
    kafka.createTopic("dead", 1);
    byte[] value = {0, (byte) 0xff, '{', 1};
    SourceRecord record =
        new SourceRecord(
            new PartitionId("outbox", 2),
            new Offset(77),
            1_767_225_600_123L,
            new byte[] {9, 8},
            value,
            List.of(
                new RecordHeader("id", new byte[] {5}),
                new RecordHeader("id", null),
                RecordHeader.text("eventType", "create_group")));

    try (KafkaDeadLetters letters =
        KafkaDeadLetters.create(
            KafkaClientSettings.of(kafka.bootstrapServers(), "group", "app-1"), "dead")) {
      Instant at = Instant.parse("2026-01-02T03:04:05Z");
      assertThat(letters.keep(new DeadLetter(record, FAILURE, at, Optional.empty()), SOON))
          .isEmpty();
    }

    ConsumerRecord<byte[], byte[]> kept = read("dead");
    assertThat(kept.key()).containsExactly(9, 8);
    assertThat(kept.value()).isEqualTo(value);
    assertThat(kept.timestamp()).isEqualTo(1_767_225_600_123L);
    List<RecordHeader> headers = KafkaMapper.toCore(kept).headers();
    assertThat(headers.subList(0, 3)).isEqualTo(record.headers());
    assertThat(headers.subList(3, headers.size()))
        .containsExactly(
            RecordHeader.text("rbacconsumer.deadletter.topic", "outbox"),
            RecordHeader.text("rbacconsumer.deadletter.partition", "2"),
            RecordHeader.text("rbacconsumer.deadletter.offset", "77"),
            RecordHeader.text("rbacconsumer.deadletter.class", "invalid"),
            RecordHeader.text("rbacconsumer.deadletter.code", "missing_field"),
            RecordHeader.text(
                "rbacconsumer.deadletter.reason", "missing_field at $.payload: want …"),
            RecordHeader.text("rbacconsumer.deadletter.time", "2026-01-02T03:04:05Z"),
            RecordHeader.text("rbacconsumer.deadletter.application", "app-1"));
  }

  @Test
  void aRecordThatAnOperatorSetsAsideNamesTheOperator() throws Exception {
    kafka.createTopic("aside", 1);
    PartitionId partition = new PartitionId("outbox", 0);
    SourceRecord record = new SourceRecord(partition, new Offset(0), -1, null, null, List.of());
    ActionRequest request =
        new ActionRequest(
            partition,
            new OperatorAction.SetAside(new Offset(0), "0123456789abcdef", false),
            "ann",
            "would grant access",
            Instant.EPOCH);

    try (KafkaDeadLetters letters =
        KafkaDeadLetters.create(
            KafkaClientSettings.of(kafka.bootstrapServers(), "group", "app"), "aside")) {
      DeadLetter copy = new DeadLetter(record, FAILURE, Instant.EPOCH, Optional.of(request));
      assertThat(letters.keep(copy, SOON)).isEmpty();
    }

    assertThat(KafkaMapper.toCore(read("aside")).headers())
        .contains(
            RecordHeader.text("rbacconsumer.deadletter.action", "skip"),
            RecordHeader.text("rbacconsumer.deadletter.by", "ann"),
            RecordHeader.text("rbacconsumer.deadletter.operatorreason", "would grant access"));
  }

  @Test
  void aRecordWithoutKeyAndTimestampIsKeptToo() throws Exception {
    kafka.createTopic("bare", 1);
    byte[] value = "{".getBytes(StandardCharsets.UTF_8);
    SourceRecord record =
        new SourceRecord(new PartitionId("outbox", 0), new Offset(0), -1, null, value, List.of());

    try (KafkaDeadLetters letters =
        KafkaDeadLetters.create(
            KafkaClientSettings.of(kafka.bootstrapServers(), "group", "app"), "bare")) {
      assertThat(
              letters.keep(new DeadLetter(record, FAILURE, Instant.EPOCH, Optional.empty()), SOON))
          .isEmpty();
    }

    assertThat(read("bare").key()).isNull();
    assertThat(read("bare").value()).isEqualTo(value);
  }

  @Test
  void aTopicThatDoesNotExistIsAProblemThatNamesIt() throws Exception {
    SourceRecord record =
        new SourceRecord(
            new PartitionId("outbox", 0), new Offset(0), -1, null, new byte[1], List.of());
    KafkaClientSettings settings =
        new KafkaClientSettings(
            kafka.bootstrapServers(), "group", "app", Map.of("max.block.ms", "500"));

    try (KafkaDeadLetters letters = KafkaDeadLetters.create(settings, "nowhere")) {
      assertThat(
              letters.keep(new DeadLetter(record, FAILURE, Instant.EPOCH, Optional.empty()), SOON))
          .hasValueSatisfying(
              problem -> {
                assertThat(problem.reason()).isEqualTo("dead_letter_not_written");
                assertThat(problem.message()).contains("nowhere");
              });
    }
  }

  private static ConsumerRecord<byte[], byte[]> read(String topic) {
    Map<String, Object> properties =
        KafkaClientSettings.of(kafka.bootstrapServers(), "reader", "reader").consumerProperties();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(SOON).records(partition).get(0);
    }
  }
}
