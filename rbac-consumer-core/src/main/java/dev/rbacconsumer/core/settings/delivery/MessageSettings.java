package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.ByteSizeText;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.List;

/** Settings for the accepted messages. */
public final class MessageSettings {
  public static final Setting<Boolean> ACCEPT_BARE_PAYLOADS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS",
          ValueTypes.bool(),
          Boolean.toString(DecoderSettings.DEFAULT.acceptBarePayloads()),
          "Whether payloads without the Debezium envelope are accepted, as connectors send them"
              + " whose converter has schemas disabled.");

  public static final Setting<String> DEFAULT_NAMESPACE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE",
          namespace(),
          DecoderSettings.DEFAULT.defaultNamespace(),
          "Namespace of types that are written without one, as in the flat shape of a tuple.");

  public static final Setting<Long> MAX_MESSAGE_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES",
          ValueTypes.bytes(1, 1L << 30),
          ByteSizeText.show(DecoderSettings.DEFAULT.maxMessageBytes()),
          "Longest value of a message. A longer one is invalid.");

  public static final Setting<Integer> MAX_TUPLES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_TUPLES",
          ValueTypes.count(1, 100_000_000),
          Integer.toString(DecoderSettings.DEFAULT.maxTuples()),
          "Most tuples of a message, both lists together. One with more is invalid.");

  public static final Setting<Integer> MAX_JSON_DEPTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH",
          ValueTypes.count(8, 1000),
          Integer.toString(DecoderSettings.DEFAULT.maxDepth()),
          "Most levels of objects and lists in a message. One with more is invalid.");

  public static final Setting<Integer> MAX_TEXT_LENGTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH",
          ValueTypes.count(1, 100_000_000),
          Integer.toString(DecoderSettings.DEFAULT.maxStringLength()),
          "Most characters of a text that is kept of a message, such as an id.");

  public static final Setting<Integer> MAX_NUMBER_LENGTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH",
          ValueTypes.count(1, 100_000),
          Integer.toString(DecoderSettings.DEFAULT.maxNumberLength()),
          "Most characters of a number in a message. One with a longer number is invalid.");

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(
          ACCEPT_BARE_PAYLOADS,
          DEFAULT_NAMESPACE,
          MAX_MESSAGE_BYTES,
          MAX_TUPLES,
          MAX_JSON_DEPTH,
          MAX_TEXT_LENGTH,
          MAX_NUMBER_LENGTH);

  private MessageSettings() {}

  private static ValueType<String> namespace() {
    String range =
        "%d to %d of a-z 0-9 _, from a letter, not ending in _"
            .formatted(StoreRules.MIN_NAME_LENGTH, StoreRules.MAX_NAMESPACE_LENGTH);
    return new ValueType<>(
        "namespace",
        range,
        range,
        text -> StoreRules.isNamespace(text) ? ParseResult.good(text) : ParseResult.bad());
  }
}
