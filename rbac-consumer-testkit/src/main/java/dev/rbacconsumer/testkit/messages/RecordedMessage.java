package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Record of a real connector, with its place among the recordings. */
public final class RecordedMessage {
  private final String file;
  private final String caseName;
  private final SourceRecord record;

  RecordedMessage(String file, String caseName, SourceRecord record) {
    this.file = file;
    this.caseName = caseName;
    this.record = record;
  }

  /**
   * Returns the name of the file, such as {@code json-with-schema.jsonl}; it identifies the
   * connector's settings.
   */
  public String file() {
    return file;
  }

  /** Returns the name of the case, such as {@code add-only-1}; unique within a file. */
  public String caseName() {
    return caseName;
  }

  /** Returns the record as the broker stored it, with its own partition and offset. */
  public SourceRecord toSourceRecord() {
    return record;
  }

  /** Returns the same record with another partition and offset. */
  public SourceRecord at(PartitionId partition, Offset offset) {
    return new SourceRecord(partition, offset, timestampMillis(), key(), value(), headers());
  }

  /** Returns the name of the topic. */
  public String topic() {
    return record.partition().topic();
  }

  /** Returns the number of the partition, from 0. */
  public int partition() {
    return record.partition().number();
  }

  /** Returns the offset in the partition. The offsets in a file have gaps. */
  public long offset() {
    return record.offset().value();
  }

  /** Returns the timestamp in milliseconds since 1970 UTC, set by the connector. */
  public long timestampMillis() {
    return record.timestampMillis();
  }

  /** Returns the bytes of the key; null if there is none. */
  public byte @Nullable [] key() {
    return record.key();
  }

  /** Returns the headers in the record's order. */
  public List<RecordHeader> headers() {
    return record.headers();
  }

  /** Returns the bytes of the value; null for a tombstone. */
  public byte @Nullable [] value() {
    return record.value();
  }

  /** Returns the value as UTF-8; null for a tombstone. */
  public @Nullable String valueText() {
    byte[] value = record.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Returns file and case, for the name of a test. */
  @Override
  public String toString() {
    return file + ": " + caseName;
  }
}
