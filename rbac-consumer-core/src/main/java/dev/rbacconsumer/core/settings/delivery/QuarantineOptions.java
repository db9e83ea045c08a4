package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.settings.ByteSizeText;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settings of the quarantine. */
public final class QuarantineOptions {
  /** Choices for an invalid message whose tuples cannot be read. */
  public enum Unreadable {
    /** It blocks the partition. */
    BLOCK,
    /** It is parked, and every later message with the same key. */
    BY_KEY
  }

  /** Topic of the quarantine. */
  public static final Setting<Optional<String>> TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC",
          ValueTypes.optional(ValueTypes.topic()),
          "",
          "Topic of the quarantine, which the policy `quarantine` needs. It must exist, with"
              + " `cleanup.policy=compact`. While it is set, messages that are parked in it hold"
              + " back later ones of the same objects, whatever the policies are.");

  /** Most parked messages of one partition. */
  public static final Setting<Integer> MAX_MESSAGES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES",
          ValueTypes.count(1, 100_000),
          Integer.toString(QuarantineSettings.DEFAULT_MAX_RECORDS),
          "Most messages of one partition in the quarantine. At the next one, the partition"
              + " blocks.");

  /** Largest size of the parked messages of one partition. */
  public static final Setting<Long> MAX_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_BYTES",
          ValueTypes.bytes(1, 1L << 30),
          ByteSizeText.show(QuarantineSettings.DEFAULT_MAX_BYTES),
          "Bytes of one partition in the quarantine, which are also kept in memory. At the next"
              + " message, the partition blocks.");

  /** Relations of which every tuple depends on the order of all messages. */
  public static final Setting<Set<String>> SERIAL_RELATIONS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS",
          relations(),
          "",
          "Relations that keep the order of all messages, such as those that deny, with or without"
              + " `t_`: a message with one waits behind every parked message, and every message"
              + " behind it waits for it.");

  /** Choice for an invalid message whose tuples cannot be read. */
  public static final Setting<Unreadable> UNREADABLE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUARANTINE_UNREADABLE",
          ValueTypes.oneOf("choice", Unreadable.values()),
          ValueTypes.nameOf(Unreadable.BLOCK),
          "What the policy `quarantine` does with an invalid message whose tuples cannot be read:"
              + " `block` the partition, or park it and every later message with the same key. The"
              + " latter is right only where messages with different keys never change the same"
              + " objects.");

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(TOPIC, MAX_MESSAGES, MAX_BYTES, SERIAL_RELATIONS, UNREADABLE);

  private QuarantineOptions() {}

  static QuarantineSettings read(SettingValues values) {
    return new QuarantineSettings(
        values.get(TOPIC).isPresent(),
        values.get(SERIAL_RELATIONS),
        values.get(UNREADABLE) == Unreadable.BY_KEY,
        values.get(MAX_MESSAGES),
        values.get(MAX_BYTES));
  }

  private static ValueType<Set<String>> relations() {
    String wanted = "names of relations, comma separated";
    return new ValueType<>("relations", wanted, wanted, QuarantineOptions::parsed);
  }

  private static ParseResult<Set<String>> parsed(String text) {
    Set<String> relations = new TreeSet<>();
    String[] entries = text.isEmpty() ? new String[0] : text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      String stored = StoreRules.storedRelation(entries[i].strip());
      if (!StoreRules.isName(stored)) {
        return new ParseResult.Bad<>(", wrong at entry " + (i + 1));
      }
      relations.add(stored);
    }
    return ParseResult.good(Set.copyOf(relations));
  }
}
