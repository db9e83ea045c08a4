package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all messages have around their payload. Not thread-safe; building changes nothing, so one
 * builder can build several messages.
 *
 * @param <B> the builder itself
 */
public abstract sealed class OutboxMessageBuilder<B extends OutboxMessageBuilder<B>>
    permits RelationsMessageBuilder, WorkspaceMessageBuilder {
  private String key = OutboxMessage.DEFAULT_KEY;
  private boolean keyWithSchema;
  private boolean typesInHeaders;
  private final List<RecordHeader> more = new ArrayList<>();
  private @Nullable UUID id;
  private MessageShape shape = MessageShape.JSON_WITH_SCHEMA;
  private Instant timestamp = OutboxMessage.DEFAULT_TIME;

  OutboxMessageBuilder() {}

  abstract B self();

  /** The payload as a {@link Jsonb} tree. */
  abstract Map<String, @Nullable Object> payload();

  /** The row's {@code aggregatetype}. */
  abstract String aggregateType();

  /** The row's {@code type}. */
  abstract String rowType();

  /** The row's {@code aggregateid}, which is the key; {@code stage} unless set. */
  public B key(String text) {
    this.key = text;
    return self();
  }

  /** Puts the key in an envelope, as the JSON converter does. */
  public B keyWithSchema() {
    this.keyWithSchema = true;
    return self();
  }

  /**
   * The row's id, which is the header {@code id}. Unless set, it is made of the value: messages of
   * the same content then have the same id, as if one had been delivered twice.
   */
  public B id(UUID rowId) {
    this.id = rowId;
    return self();
  }

  /** The dress of the payload; {@link MessageShape#JSON_WITH_SCHEMA} unless set. */
  public B shape(MessageShape dress) {
    this.shape = dress;
    return self();
  }

  /** Adds the headers {@code eventType} and {@code aggregateType}. */
  public B typesInHeaders() {
    this.typesInHeaders = true;
    return self();
  }

  /** Adds a header, such as {@code traceparent}, behind those there are. */
  public B header(String name, String value) {
    more.add(RecordHeader.text(name, value));
    return self();
  }

  /** The record's timestamp, in milliseconds; the start of 2026 unless set. */
  public B timestamp(Instant instant) {
    this.timestamp = instant;
    return self();
  }

  /** The payload as PostgreSQL prints the column: JSON, keys in its order. */
  public String payloadText() {
    return Jsonb.text(payload());
  }

  /** The message as it stands now. */
  public OutboxMessage build() {
    byte[] value = Envelope.around(payload(), shape);
    List<RecordHeader> headers = new ArrayList<>();
    UUID rowId = id != null ? id : OutboxMessage.newId();
    headers.add(RecordHeader.text("id", rowId.toString()));
    if (typesInHeaders) {
      headers.add(RecordHeader.text("eventType", rowType()));
      headers.add(RecordHeader.text("aggregateType", aggregateType()));
    }
    headers.addAll(more);
    return new OutboxMessage(
        "outbox.event." + aggregateType(),
        timestamp.toEpochMilli(),
        keyWithSchema ? Envelope.aroundKey(key) : key.getBytes(StandardCharsets.UTF_8),
        value,
        headers);
  }
}
