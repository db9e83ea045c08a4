package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Built message without a partition and an offset. */
public final class OutboxMessage {
  static final String RELATIONS_TOPIC = "outbox.event.relations-replication-event";
  static final String DEFAULT_KEY = "stage";
  static final Instant DEFAULT_TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Distinguishes the rows of this process from those of others. */
  private static final UUID PROCESS = UUID.randomUUID();

  private static final AtomicLong ROWS = new AtomicLong();

  private final String topic;
  private final long timestampMillis;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<RecordHeader> headers;

  OutboxMessage(
      String topic,
      long timestampMillis,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    this.topic = topic;
    this.timestampMillis = timestampMillis;
    this.key = key;
    this.value = value;
    this.headers = List.copyOf(headers);
  }

  /** Creates a message on the relations topic in which only the value is special. */
  static OutboxMessage around(byte @Nullable [] value) {
    return new OutboxMessage(
        RELATIONS_TOPIC,
        DEFAULT_TIME.toEpochMilli(),
        DEFAULT_KEY.getBytes(StandardCharsets.UTF_8),
        value,
        List.of(RecordHeader.text("id", newId().toString())));
  }

  /** Returns the id of a new row; each id is unique, whatever the row holds. */
  static UUID newId() {
    return new UUID(PROCESS.getMostSignificantBits(), Long.MIN_VALUE | ROWS.incrementAndGet());
  }

  /** Returns the topic that the router would choose. */
  public String topic() {
    return topic;
  }

  /** Returns the timestamp in milliseconds since 1970 UTC. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Returns the bytes of the key, not copied; null if there is none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Returns the bytes of the value, not copied; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Returns the value as UTF-8; null for a tombstone. */
  public @Nullable String valueText() {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Returns the headers in the record's order. */
  public List<RecordHeader> headers() {
    return headers;
  }

  /**
   * Returns the message on a partition of its own topic.
   *
   * @param partition number of the partition, from 0
   * @param offset offset in the partition, from 0
   */
  public SourceRecord at(int partition, long offset) {
    return at(new PartitionId(topic, partition), new Offset(offset));
  }

  /**
   * Returns the message on a partition of any topic.
   *
   * @param offset offset in the partition, from 0
   */
  public SourceRecord at(PartitionId partition, long offset) {
    return at(partition, new Offset(offset));
  }

  /** Returns the message on a partition of any topic. */
  public SourceRecord at(PartitionId partition, Offset offset) {
    return new SourceRecord(partition, offset, timestampMillis, key, value, headers);
  }
}
