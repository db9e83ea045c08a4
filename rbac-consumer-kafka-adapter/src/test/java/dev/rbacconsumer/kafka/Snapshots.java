package dev.rbacconsumer.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Answers of brokers about one partition, as a test states them. */
final class Snapshots {
  private Snapshots() {}

  /** Returns the offsets of a partition whose group has committed nothing. */
  static TopicSnapshot of(TopicPartition partition, long begin, long readable, long end) {
    return snapshot(partition, Map.of(), begin, readable, end);
  }

  /** Returns the offsets of a partition with a commit. */
  static TopicSnapshot committed(
      TopicPartition partition, long committed, long begin, long readable, long end) {
    return snapshot(
        partition, Map.of(partition, new OffsetAndMetadata(committed)), begin, readable, end);
  }

  private static TopicSnapshot snapshot(
      TopicPartition partition,
      Map<TopicPartition, OffsetAndMetadata> committed,
      long begin,
      long readable,
      long end) {
    return new TopicSnapshot(
        Optional.empty(),
        Optional.empty(),
        new HashMap<>(committed),
        offset(partition, begin),
        offset(partition, readable),
        offset(partition, end));
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offset(
      TopicPartition partition, long offset) {
    return Map.of(partition, new ListOffsetsResultInfo(offset, -1, Optional.empty()));
  }
}
