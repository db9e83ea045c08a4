package dev.rbacconsumer.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Topic and number of a partition. Records are ordered only within one partition.
 *
 * @param topic name of the topic, not blank
 * @param number number of the partition, from 0
 */
public record PartitionId(String topic, int number) implements Comparable<PartitionId> {
  public PartitionId {
    if (topic.isBlank()) {
      throw new IllegalArgumentException("topic: want a name, got a blank");
    }
    if (number < 0) {
      throw new IllegalArgumentException("partition: want >= 0, got " + number);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof PartitionId that && number == that.number && topic.equals(that.topic));
  }

  @Override
  public int hashCode() {
    return 31 * topic.hashCode() + number;
  }

  @Override
  public int compareTo(PartitionId other) {
    int byTopic = topic.compareTo(other.topic);
    return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
  }

  /** Returns the form that Kafka's own tools print: topic, dash, number. */
  @Override
  public String toString() {
    return topic + "-" + number;
  }
}
