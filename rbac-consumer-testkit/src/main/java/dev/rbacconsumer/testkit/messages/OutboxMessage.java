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

/** A message that has been built, and stands nowhere yet. */
public final class OutboxMessage {
  static final String RELATIONS_TOPIC = "outbox.event.relations-replication-event";
  static final String DEFAULT_KEY = "stage";
  static final Instant DEFAULT_TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Tells the rows of one process from those of others. */
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

  /** A message on the relations topic with all but its value as usual. */
  static OutboxMessage around(byte @Nullable [] value) {
    return new OutboxMessage(
        RELATIONS_TOPIC,
        DEFAULT_TIME.toEpochMilli(),
        DEFAULT_KEY.getBytes(StandardCharsets.UTF_8),
        value,
        List.of(RecordHeader.text("id", newId().toString())));
  }

  /** The id of a new row: no two are the same, whatever they hold. */
  static UUID newId() {
    return new UUID(PROCESS.getMostSignificantBits(), Long.MIN_VALUE | ROWS.incrementAndGet());
  }

  /** The topic that the router would choose. */
  public String topic() {
    return topic;
  }

  /** Milliseconds since 1970 UTC. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Bytes of the key, not copied; null where there is none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Bytes of the value, not copied; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** The value read as UTF-8; null for a tombstone. */
  public @Nullable String valueText() {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Headers in the record's order. */
  public List<RecordHeader> headers() {
    return headers;
  }

  /**
   * The message on a partition of its own topic.
   *
   * @param partition number of the partition, from 0
   * @param offset place in the partition, from 0
   */
  public SourceRecord at(int partition, long offset) {
    return at(new PartitionId(topic, partition), new Offset(offset));
  }

  /** The message on a partition of any topic. */
  public SourceRecord at(PartitionId partition, Offset offset) {
    return new SourceRecord(partition, offset, timestampMillis, key, value, headers);
  }
}
