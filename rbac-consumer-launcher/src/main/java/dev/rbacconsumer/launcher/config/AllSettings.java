package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingFamily;
import dev.rbacconsumer.core.settings.SettingGroup;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.core.settings.delivery.DeliveryOptions;
import dev.rbacconsumer.core.settings.delivery.MessageSettings;
import dev.rbacconsumer.core.settings.delivery.QuarantineOptions;
import dev.rbacconsumer.core.settings.delivery.ReplayOptions;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionOptions;
import dev.rbacconsumer.launcher.tokens.settings.TokenOptions;
import dev.rbacconsumer.relations.settings.RelationsApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of the deployment, and all settings of all modules in the groups and the order of
 * the documentation.
 */
final class AllSettings {
  static final Setting<Boolean> KAFKA_ENABLED =
      Setting.optional(
          "KAFKA_ENABLED",
          mustBeTrue(),
          "false",
          "Whether this deployment uses Kafka. Without it there is nothing to consume.");

  static final Setting<Integer> REPLICAS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLICAS",
          ValueTypes.count(0, 1000),
          "1",
          "How many instances the deployment wants. `0` switches the consumer off: it says so,"
              + " reads nothing and is healthy, even if other settings are missing or wrong. Any"
              + " other number changes nothing here.");

  static final Setting<Optional<Boolean>> CLOWDER_ENABLED =
      Setting.optional(
          "CLOWDER_ENABLED",
          ValueTypes.optional(ValueTypes.bool()),
          "",
          "Whether the file that `ACG_CONFIG` names is read: brokers with login and certificates,"
              + " names of topics, address of the Relations API, port and path of metrics. When not"
              + " set, it is read if there is an `ACG_CONFIG`.");

  static final Setting<Optional<String>> ACG_CONFIG =
      Setting.optional(
          "ACG_CONFIG",
          ValueTypes.optional(ValueTypes.text()),
          "",
          "Path of the file that Clowder mounts.");

  static final Setting<Boolean> REPLICATION_ENABLED =
      Setting.optional(
          "REPLICATION_TO_RELATION_ENABLED",
          ValueTypes.bool(),
          "false",
          "Whether changes are written to the Relations API. When false, the consumer is a dry run:"
              + " it reads and checks every message and logs what would be done with it; it calls"
              + " no store and no handler, and commits nothing.");

  /**
   * Options of the command line by the name of another module's setting, over which they take
   * precedence. Our own settings name theirs.
   */
  private static final Map<String, String> OPTIONS = Map.of(KafkaSettings.TOPIC.name(), "--topic");

  /** Families of settings whose names others define. */
  static final List<SettingFamily> FAMILIES = List.of(KafkaSettings.PROPERTIES);

  /** All groups, in the order of their output. */
  static final List<SettingGroup> GROUPS =
      List.of(
          group(
              "Kafka and Clowder",
              both(
                  List.of(KAFKA_ENABLED, REPLICAS, CLOWDER_ENABLED, ACG_CONFIG),
                  KafkaSettings.ALL)),
          group("Relations API", both(List.of(REPLICATION_ENABLED), RelationsApi.ALL)),
          group("Retries, policies and limits", DeliveryOptions.ALL),
          group("Quarantine", QuarantineOptions.ALL),
          group("Replays and the state of the store", ReplayOptions.ALL),
          group("Messages", MessageSettings.ALL),
          group("Read your writes", TokenOptions.ALL),
          group("Actions of operators", ActionOptions.ALL),
          group("Process, health and log", ProcessSettings.ALL));

  /** All settings of all groups. */
  static final List<Setting<?>> ALL =
      GROUPS.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();

  private AllSettings() {}

  /** Returns a setting of any module with its option of the command line, if it has one. */
  static <T> Setting<T> withOption(Setting<T> setting) {
    String option = OPTIONS.get(setting.name());
    return option == null ? setting : setting.overriddenBy(option);
  }

  private static SettingGroup group(String title, List<Setting<?>> settings) {
    return new SettingGroup(
        title, settings.stream().<Setting<?>>map(AllSettings::withOption).toList());
  }

  private static List<Setting<?>> both(List<Setting<?>> ours, List<Setting<?>> ofModule) {
    return Stream.concat(ours.stream(), ofModule.stream()).toList();
  }

  /** Switch that must be on. */
  private static ValueType<Boolean> mustBeTrue() {
    ValueType<Boolean> bool = ValueTypes.bool();
    return new ValueType<>(
        bool.label(),
        "must be true",
        "true, or the consumer does not run",
        text ->
            bool.parse(text).equals(ParseResult.good(true))
                ? ParseResult.good(true)
                : ParseResult.bad());
  }
}
