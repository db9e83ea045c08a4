package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Creates messages as the connector does: a test compares them with the recorded ones, byte for
 * byte.
 *
 * <pre>{@code
 * SourceRecord message =
 *     OutboxMessages.relations().add(tuple).eventType("assign_role").build().at(0, 17);
 * }</pre>
 */
public final class OutboxMessages {
  private OutboxMessages() {}

  /** Starts a relations event, without tuples. */
  public static RelationsMessageBuilder relations() {
    return new RelationsMessageBuilder();
  }

  /**
   * Starts a workspace event, which has its own topic.
   *
   * @param operation {@code create}, {@code update} or {@code delete}
   */
  public static WorkspaceMessageBuilder workspace(String operation) {
    return new WorkspaceMessageBuilder(operation);
  }

  /**
   * Creates a message of any other type, which is in the topic's name and in the header {@code
   * aggregateType}.
   *
   * @param aggregateType aggregate type of the row
   * @param payload usually JSON, but any text is allowed
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

  /** Creates the message for a row without payload, if the connector converts it to a tombstone. */
  public static OutboxMessage tombstone() {
    return OutboxMessage.around(null);
  }

  /** Creates the message for a row without payload, if the connector wraps it in an envelope. */
  public static OutboxMessage nullPayload() {
    return OutboxMessage.around(Envelope.aroundNull());
  }

  /**
   * Creates a message on the relations topic with any text as its value.
   *
   * @param value value, used unchanged in UTF-8
   */
  public static OutboxMessage withValue(String value) {
    return OutboxMessage.around(value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Creates a message on the relations topic with any text in the usual envelope.
   *
   * @param payload usually JSON, but any text is allowed
   */
  public static OutboxMessage withPayloadText(String payload) {
    return OutboxMessage.around(Envelope.aroundText(payload));
  }
}
