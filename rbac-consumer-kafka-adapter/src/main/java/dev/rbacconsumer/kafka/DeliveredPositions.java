package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets up to which each partition was delivered. The client's own positions may be ahead: a poll
 * that throws may have advanced some of them, and dropped the records with the exception. Confined
 * to the source thread.
 */
final class DeliveredPositions {
  private final Consumer<byte[], byte[]> client;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  DeliveredPositions(Consumer<byte[], byte[]> client) {
    this.client = client;
  }

  /** Sets the offset at which reading continues. */
  void seek(TopicPartition partition, long offset) {
    client.seek(partition, offset);
    next.put(partition, offset);
  }

  /** Advances to these offsets; the records below them are about to be delivered. */
  void advance(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> next.put(partition, offset.offset()));
  }

  /**
   * Returns the offset behind the last delivered record; empty for a partition without a position.
   */
  OptionalLong of(TopicPartition partition) {
    Long offset = next.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Returns the assigned partitions that have a position. */
  Set<TopicPartition> partitions() {
    Set<TopicPartition> known = new HashSet<>(next.keySet());
    known.retainAll(client.assignment());
    return known;
  }

  /** Removes the positions of these partitions. */
  void forget(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
  }

  /**
   * Sets the client back to the delivered positions, so that it reads the dropped records again.
   *
   * @return partitions whose log the client finds truncated or gone, which are not set back
   */
  Set<TopicPartition> rewind() {
    Set<TopicPartition> outOfRange = new HashSet<>();
    for (TopicPartition partition : partitions()) {
      try {
        rewind(partition, outOfRange);
      } catch (IllegalStateException notAssigned) {
        // The client revokes partitions in its own thread, after their callback has ended.
        next.remove(partition);
      }
    }
    return outOfRange;
  }

  private void rewind(TopicPartition partition, Set<TopicPartition> outOfRange) {
    long position;
    try {
      position = clientPosition(partition);
    } catch (InvalidOffsetException invalid) {
      // The client throws this once, also where another partition than the queried one is invalid.
      outOfRange.addAll(invalid.partitions());
      position = -1;
    }
    long delivered = next.getOrDefault(partition, 0L);
    if (position != delivered && !outOfRange.contains(partition)) {
      client.seek(partition, delivered);
    }
  }

  /**
   * Returns the client's position; negative while it is unknown. While the client validates a
   * position, it queries the brokers, and throws their errors.
   */
  private long clientPosition(TopicPartition partition) {
    try {
      return client.position(partition, Duration.ZERO);
    } catch (InvalidOffsetException invalid) {
      throw invalid;
    } catch (KafkaException unknown) {
      return -1;
    }
  }
}
