package dev.rbacconsumer.core.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Record as read from Kafka: key, value and headers as bytes, with its partition and offset. Two
 * records are equal if their partitions and offsets are equal. Immutable as long as the arrays,
 * which are not copied, are not changed.
 */
public final class SourceRecord {
  private final PartitionId partition;
  private final Offset offset;
  private final long timestampMillis;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<RecordHeader> headers;
  private final long sizeInBytes;

  /**
   * Creates a record.
   *
   * @param partition partition of the record
   * @param offset offset of the record
   * @param timestampMillis the record's timestamp, milliseconds since 1970 UTC; -1 if unknown
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
    this.sizeInBytes = size(key, value, this.headers);
  }

  /** Returns the partition of the record. */
  public PartitionId partition() {
    return partition;
  }

  /** Returns the offset of the record. */
  public Offset offset() {
    return offset;
  }

  /** Returns the record's timestamp in milliseconds since 1970 UTC; -1 if unknown. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Returns the bytes of the key; null if there is none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Returns the bytes of the value; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Returns the headers in the record's order. */
  public List<RecordHeader> headers() {
    return headers;
  }

  /** Returns the bytes of key, value and headers together, which is roughly the record's memory. */
  public long sizeInBytes() {
    return sizeInBytes;
  }

  private static long size(
      byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers) {
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

  /** Returns partition and offset, and never the content. */
  @Override
  public String toString() {
    return partition + "@" + offset;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
