package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes messages as the connector makes them: a test holds them to the recorded ones, byte for
 * byte.
 *
 * <pre>{@code
 * SourceRecord message =
 *     OutboxMessages.relations().add(tuple).eventType("assign_role").build().at(0, 17);
 * }</pre>
 */
public final class OutboxMessages {
  private OutboxMessages() {}

  /** A relations event, at first without tuples. */
  public static RelationsMessageBuilder relations() {
    return new RelationsMessageBuilder();
  }

  /**
   * A workspace event, which has a topic of its own.
   *
   * @param operation {@code create}, {@code update} or {@code delete}
   */
  public static WorkspaceMessageBuilder workspace(String operation) {
    return new WorkspaceMessageBuilder(operation);
  }

  /**
   * A message of any other type, which is in the topic's name and in the header {@code
   * aggregateType}.
   *
   * @param aggregateType the row's
   * @param payload should be JSON, and need not be
   */
  public static OutboxMessage ofType(String aggregateType, String payload) {
    byte[] value = Envelope.aroundText(payload);
    return new OutboxMessage(
        "outbox.event." + aggregateType,
        OutboxMessage.DEFAULT_TIME.toEpochMilli(),
        OutboxMessage.DEFAULT_KEY.getBytes(StandardCharsets.UTF_8),
        value,
        List.of(
            RecordHeader.text("id", OutboxMessage.newId().toString()),
            RecordHeader.text("aggregateType", aggregateType)));
  }

  /** A row without payload, where the connector makes a tombstone of it. */
  public static OutboxMessage tombstone() {
    return OutboxMessage.around(null);
  }

  /** A row without payload, where the connector wraps it all the same. */
  public static OutboxMessage nullPayload() {
    return OutboxMessage.around(Envelope.aroundNull());
  }

  /**
   * A message on the relations topic with any text for its value.
   *
   * @param value taken as it is, in UTF-8
   */
  public static OutboxMessage withValue(String value) {
    return OutboxMessage.around(value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A message on the relations topic with any text in the usual envelope.
   *
   * @param payload should be JSON, and need not be
   */
  public static OutboxMessage withPayloadText(String payload) {
    return OutboxMessage.around(Envelope.aroundText(payload));
  }
}
