package dev.rbacconsumer.core.record;

/**
 * Offset of the next record to read, as Kafka stores it for a group: every record below it is
 * applied or skipped.
 *
 * @param value at least 0
 */
public record CommitPosition(long value) implements Comparable<CommitPosition> {
  public CommitPosition {
    if (value < 0) {
      throw new IllegalArgumentException("commit position: want >= 0, got " + value);
    }
  }

  /**
   * Returns whether the record at {@code offset} is below this position, and so applied or skipped.
   */
  public boolean covers(Offset offset) {
    return offset.value() < value;
  }

  @Override
  public int compareTo(CommitPosition other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
