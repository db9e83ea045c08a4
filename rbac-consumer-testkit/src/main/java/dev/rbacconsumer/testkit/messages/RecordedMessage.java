package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record that a real connector produced, and where it is kept. */
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
   * Name of the file, such as {@code json-with-schema.jsonl}; it tells the connector's settings.
   */
  public String file() {
    return file;
  }

  /** What the record is to show, such as {@code add-only-1}; unique within a file. */
  public String caseName() {
    return caseName;
  }

  /** The record as the broker held it, at its own partition and offset. */
  public SourceRecord toSourceRecord() {
    return record;
  }

  /** The same record at another place. */
  public SourceRecord at(PartitionId partition, Offset offset) {
    return new SourceRecord(partition, offset, timestampMillis(), key(), value(), headers());
  }

  /** Name of the topic. */
  public String topic() {
    return record.partition().topic();
  }

  /** Number of the partition, from 0. */
  public int partition() {
    return record.partition().number();
  }

  /** Offset in the partition. Those of a file have gaps. */
  public long offset() {
    return record.offset().value();
  }

  /** Milliseconds since 1970 UTC, set by the connector. */
  public long timestampMillis() {
    return record.timestampMillis();
  }

  /** Bytes of the key; null where there is none. */
  public byte @Nullable [] key() {
    return record.key();
  }

  /** Headers in the record's order. */
  public List<RecordHeader> headers() {
    return record.headers();
  }

  /** Bytes of the value; null for a tombstone. */
  public byte @Nullable [] value() {
    return record.value();
  }

  /** The value read as UTF-8; null for a tombstone. */
  public @Nullable String valueText() {
    byte[] value = record.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** File and case, for the name of a test. */
  @Override
  public String toString() {
    return file + ": " + caseName;
  }
}
