package dev.rbacconsumer.core.record;

/**
 * Kafka's number of a record in its partition, counted from 0.
 *
 * @param value at least 0
 */
public record Offset(long value) implements Comparable<Offset> {
  public Offset {
    if (value < 0) {
      throw new IllegalArgumentException("offset: want >= 0, got " + value);
    }
  }

  /** Returns the position to commit once this record is applied or skipped: the next offset. */
  public CommitPosition commitPosition() {
    return new CommitPosition(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Offset other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
