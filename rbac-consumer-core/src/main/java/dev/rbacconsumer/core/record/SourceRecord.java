package dev.rbacconsumer.core.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as the broker holds it: nothing decoded, nothing lost. Two records are equal when they
 * stand at the same place. Immutable as long as nobody changes the arrays, which are not copied.
 */
public final class SourceRecord {
  private final PartitionId partition;
  private final Offset offset;
  private final long timestampMillis;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<RecordHeader> headers;

  /**
   * @param partition where the record stands
   * @param offset its place there
   * @param timestampMillis the record's timestamp, milliseconds since 1970 UTC; -1 where unknown
   * @param key bytes of the key, not copied; null where there is none
   * @param value bytes of the value, not copied; null for a tombstone
   * @param headers in the record's order
   */
  public SourceRecord(
      PartitionId partition,
      Offset offset,
      long timestampMillis,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    this.partition = partition;
    this.offset = offset;
    this.timestampMillis = timestampMillis;
    this.key = key;
    this.value = value;
    this.headers = List.copyOf(headers);
  }

  /** Partition the record was read from. */
  public PartitionId partition() {
    return partition;
  }

  /** Place in the partition. */
  public Offset offset() {
    return offset;
  }

  /** Milliseconds since 1970 UTC; -1 where unknown. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Bytes of the key; null where there is none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Bytes of the value; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Headers in the record's order. */
  public List<RecordHeader> headers() {
    return headers;
  }

  /** Bytes of key, value and headers together: what the record costs in memory, roughly. */
  public long sizeInBytes() {
    long size = length(key) + length(value);
    for (RecordHeader header : headers) {
      size += header.name().length() + length(header.value());
    }
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceRecord that
        && partition.equals(that.partition)
        && offset.equals(that.offset);
  }

  @Override
  public int hashCode() {
    return 31 * partition.hashCode() + offset.hashCode();
  }

  /** Where the record stands; never its content. */
  @Override
  public String toString() {
    return partition + "@" + offset;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
