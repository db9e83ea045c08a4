package dev.rbacconsumer.core.record;

/**
 * Names a dead letter by its place in the dead-letter topic.
 *
 * @param partition partition of the dead-letter topic
 * @param offset offset of the letter in it
 */
public record LetterId(PartitionId partition, Offset offset) {
  /** Returns the number of the partition and the offset, such as {@code 0:17}. */
  @Override
  public String toString() {
    return partition.number() + ":" + offset;
  }
}
