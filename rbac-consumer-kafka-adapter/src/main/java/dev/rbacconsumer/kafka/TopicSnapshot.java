package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Answers of the brokers about one topic: its id and settings, and the offsets and committed
 * position of each partition.
 *
 * @param identity id of the topic; empty where the brokers do not report it
 * @param settings of the topic; empty where the brokers do not report them
 * @param committed committed offset of each partition that has one
 * @param begins first offset that the log still has
 * @param readable offset behind the last record that can be read
 * @param ends offset behind the last record, which may not be readable yet
 */
record TopicSnapshot(
    Optional<String> identity,
    Optional<TopicSettings> settings,
    Map<TopicPartition, OffsetAndMetadata> committed,
    Map<TopicPartition, ListOffsetsResultInfo> begins,
    Map<TopicPartition, ListOffsetsResultInfo> readable,
    Map<TopicPartition, ListOffsetsResultInfo> ends) {

  Map<PartitionId, CommittedState> committedStates(Set<TopicPartition> partitions) {
    Map<PartitionId, CommittedState> starts = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      PartitionOffsets log =
          new PartitionOffsets(
              identity,
              new CommitPosition(offset(begins, partition)),
              new CommitPosition(readable(partition)),
              new CommitPosition(offset(ends, partition)));
      starts.put(
          KafkaMapper.toCore(partition),
          new CommittedState(
              Optional.ofNullable(committed.get(partition)).map(KafkaMapper::toCore), log));
    }
    return starts;
  }

  long readable(TopicPartition partition) {
    return offset(readable, partition);
  }

  /** Returns whether the brokers reported the offsets of a partition. */
  boolean covers(TopicPartition partition) {
    return begins.containsKey(partition)
        && readable.containsKey(partition)
        && ends.containsKey(partition);
  }

  long begin(TopicPartition partition) {
    return offset(begins, partition);
  }

  long end(TopicPartition partition) {
    return offset(ends, partition);
  }

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition)).offset();
  }
}
