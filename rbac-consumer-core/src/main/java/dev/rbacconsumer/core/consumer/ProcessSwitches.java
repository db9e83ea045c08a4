package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.util.List;

/**
 * Settings of the jar that switch delivery off, or make it a dry run. An embedded consumer always
 * delivers, so it must not start with them: what the operator wants to prevent would happen.
 */
final class ProcessSwitches {
  private static final String MEANING = "Switches delivery of the jar on.";

  private static final List<Setting<Boolean>> SWITCHES =
      List.of(
          Setting.optional("KAFKA_ENABLED", ValueTypes.bool(), "true", MEANING),
          Setting.optional("REPLICATION_TO_RELATION_ENABLED", ValueTypes.bool(), "true", MEANING));

  private static final Setting<Integer> REPLICAS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLICAS",
          ValueTypes.count(0, Integer.MAX_VALUE),
          "1",
          "Number of instances; 0 switches delivery off.");

  private ProcessSwitches() {}

  /**
   * Checks that delivery is not switched off.
   *
   * @throws IllegalArgumentException if it is; the message names the setting
   */
  static void requireOn(SettingValues values) {
    for (Setting<Boolean> each : SWITCHES) {
      if (values.resolve(each).value().filter(on -> !on).isPresent()) {
        throw refused(each.name(), "true");
      }
    }
    if (values.resolve(REPLICAS).value().filter(number -> number == 0).isPresent()) {
      throw refused(REPLICAS.name(), "1 or more");
    }
  }

  private static IllegalArgumentException refused(String name, String wanted) {
    return new IllegalArgumentException(
        "%s: want %s or no value, since an embedded consumer always applies and commits"
            .formatted(name, wanted));
  }
}
