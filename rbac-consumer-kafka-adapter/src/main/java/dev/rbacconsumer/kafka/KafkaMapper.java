package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Converts between the values of core and those of Kafka. */
public final class KafkaMapper {
  private KafkaMapper() {}

  /** Returns the name of a partition. */
  public static PartitionId toCore(TopicPartition partition) {
    return new PartitionId(partition.topic(), partition.partition());
  }

  static Set<PartitionId> toCore(Collection<TopicPartition> partitions) {
    Set<PartitionId> named = new TreeSet<>();
    partitions.forEach(partition -> named.add(toCore(partition)));
    return named;
  }

  static Set<TopicPartition> toKafka(Set<PartitionId> partitions) {
    Set<TopicPartition> named = new HashSet<>();
    partitions.forEach(partition -> named.add(toKafka(partition)));
    return named;
  }

  static Map<TopicPartition, OffsetAndMetadata> toKafka(Map<PartitionId, Commit> commits) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    commits.forEach(
        (partition, commit) ->
            offsets.put(
                toKafka(partition),
                new OffsetAndMetadata(commit.position().value(), commit.metadata())));
    return offsets;
  }

  /** Returns a stored commit. */
  public static Commit toCore(OffsetAndMetadata stored) {
    return new Commit(new CommitPosition(stored.offset()), stored.metadata());
  }

  /** Returns a record as core has it; its bytes are not copied. */
  public static SourceRecord toCore(ConsumerRecord<byte[], byte[]> record) {
    return toCore(record, new PartitionId(record.topic(), record.partition()));
  }

  /** Returns the records of a poll, in their order; those of a partition share its name. */
  static List<SourceRecord> toCore(ConsumerRecords<byte[], byte[]> polled) {
    List<SourceRecord> records = new ArrayList<>(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      PartitionId name = toCore(partition);
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        records.add(toCore(record, name));
      }
    }
    return records;
  }

  private static SourceRecord toCore(ConsumerRecord<byte[], byte[]> record, PartitionId partition) {
    Header[] given = record.headers().toArray();
    RecordHeader[] headers = new RecordHeader[given.length];
    for (int i = 0; i < given.length; i++) {
      headers[i] = new RecordHeader(given[i].key(), given[i].value());
    }
    return new SourceRecord(
        partition,
        new Offset(record.offset()),
        record.timestamp(),
        record.key(),
        record.value(),
        List.of(headers));
  }

  /** Returns a partition as Kafka has it. */
  public static TopicPartition toKafka(PartitionId partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }
}
