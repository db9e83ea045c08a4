package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records of a poll as core has them. */
class KafkaMapperTest {
  private static final TopicPartition FIRST = new TopicPartition("topic", 0);
  private static final TopicPartition SECOND = new TopicPartition("topic", 1);

  @Test
  void recordsKeepTheOrderOfThePoll() {
    assertThat(KafkaMapper.toCore(poll()))
        .extracting(SourceRecord::toString)
        .containsExactly("topic-1@7", "topic-1@8", "topic-0@3");
  }

  @Test
  void recordsOfAPartitionShareItsName() {
    List<SourceRecord> records = KafkaMapper.toCore(poll());

    assertThat(records.get(1).partition())
        .isEqualTo(new PartitionId("topic", 1))
        .isSameAs(records.get(0).partition());
    assertThat(records.get(2).partition()).isEqualTo(new PartitionId("topic", 0));
  }

  @Test
  void headersKeepTheirOrderAndMayBeEmpty() {
    ConsumerRecord<byte[], byte[]> record = record(FIRST, 3);
    record.headers().add("id", new byte[] {1}).add("id", new byte[] {2}).add("none", null);

    assertThat(KafkaMapper.toCore(record).headers())
        .containsExactly(
            new RecordHeader("id", new byte[] {1}),
            new RecordHeader("id", new byte[] {2}),
            new RecordHeader("none", null));
  }

  private static ConsumerRecords<byte[], byte[]> poll() {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    records.put(SECOND, List.of(record(SECOND, 7), record(SECOND, 8)));
    records.put(FIRST, List.of(record(FIRST, 3)));
    return new ConsumerRecords<>(records, Map.of());
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    byte[] value = "value".getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value);
  }
}
