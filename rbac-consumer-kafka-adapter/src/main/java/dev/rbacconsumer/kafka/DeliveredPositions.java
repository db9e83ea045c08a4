package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How far each partition was delivered. The client's own positions may be ahead: a poll that throws
 * may have moved some on, and dropped the records with the exception. Confined to the source
 * thread.
 */
final class DeliveredPositions {
  private final Consumer<byte[], byte[]> client;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  DeliveredPositions(Consumer<byte[], byte[]> client) {
    this.client = client;
  }

  /** Reading goes on at an offset. */
  void seek(TopicPartition partition, long offset) {
    client.seek(partition, offset);
    next.put(partition, offset);
  }

  /** All below these offsets is about to be delivered. */
  void advance(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> next.put(partition, offset.offset()));
  }

  /** Offset behind the last record that was delivered; empty where reading has no position. */
  OptionalLong of(TopicPartition partition) {
    Long offset = next.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Assigned partitions that have a position. */
  Set<TopicPartition> partitions() {
    Set<TopicPartition> known = new HashSet<>(next.keySet());
    known.retainAll(client.assignment());
    return known;
  }

  /** Reading of these has no position any more. */
  void forget(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
  }

  /** Sets the client back to what was delivered, so that what it dropped is read again. */
  void rewind() {
    for (TopicPartition partition : partitions()) {
      try {
        long delivered = next.getOrDefault(partition, 0L);
        if (clientPosition(partition) != delivered) {
          client.seek(partition, delivered);
        }
      } catch (IllegalStateException notAssigned) {
        // The client takes partitions away in a thread of its own, after their callback has ended.
        next.remove(partition);
      }
    }
  }

  private long clientPosition(TopicPartition partition) {
    try {
      return client.position(partition, Duration.ZERO);
    } catch (TimeoutException unknown) {
      return -1;
    }
  }
}
