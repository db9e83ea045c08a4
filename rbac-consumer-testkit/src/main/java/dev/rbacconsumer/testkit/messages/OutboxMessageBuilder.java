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
 * Builds the parts that all messages have around their payload. Not thread-safe; building does not
 * change the builder, so one builder can build several messages.
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

  /** Returns the payload as a {@link Jsonb} tree. */
  abstract Map<String, @Nullable Object> payload();

  /** Returns the row's {@code aggregatetype}. */
  abstract String aggregateType();

  /** Returns the row's {@code type}. */
  abstract String rowType();

  /** Sets the row's {@code aggregateid}, which is the key. Default: {@code stage}. */
  public B key(String text) {
    this.key = text;
    return self();
  }

  /** Wraps the key in an envelope, as the JSON converter does. */
  public B keyWithSchema() {
    this.keyWithSchema = true;
    return self();
  }

  /**
   * Sets the row's id, which is the header {@code id}. By default it is derived from the value:
   * messages with the same content then have the same id, as if one had been delivered twice.
   */
  public B id(UUID rowId) {
    this.id = rowId;
    return self();
  }

  /** Sets the format of the payload. Default: {@link MessageShape#JSON_WITH_SCHEMA}. */
  public B shape(MessageShape dress) {
    this.shape = dress;
    return self();
  }

  /** Adds the headers {@code eventType} and {@code aggregateType}. */
  public B typesInHeaders() {
    this.typesInHeaders = true;
    return self();
  }

  /** Adds a header, such as {@code traceparent}, after the existing ones. */
  public B header(String name, String value) {
    more.add(RecordHeader.text(name, value));
    return self();
  }

  /** Sets the record's timestamp, in milliseconds. Default: the start of 2026. */
  public B timestamp(Instant instant) {
    this.timestamp = instant;
    return self();
  }

  /** Returns the payload as PostgreSQL prints the column: JSON, keys in its order. */
  public String payloadText() {
    return Jsonb.text(payload());
  }

  /** Builds the message from the current state of the builder. */
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
