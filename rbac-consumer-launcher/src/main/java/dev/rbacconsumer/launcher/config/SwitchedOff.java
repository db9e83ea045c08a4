package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.delivery.DecoderSettingsReader;
import dev.rbacconsumer.core.settings.delivery.DeliverySettingsReader;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.kafka.settings.KafkaSettingsReader;
import dev.rbacconsumer.launcher.actions.settings.ActionSettingsReader;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettingsReader;
import dev.rbacconsumer.relations.settings.RelationsSettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a consumer that is switched off, where settings that it does not need are missing or
 * wrong.
 */
final class SwitchedOff {
  /** Topic and group in the status where there are none. */
  private static final String NONE = "none";

  private SwitchedOff() {}

  /**
   * Returns the settings; empty if the consumer is not switched off, or if a setting of the process
   * is wrong, which it needs even then.
   */
  static Optional<Settings> settings(SettingValues values) {
    List<Setting<?>> needed = new ArrayList<>(ProcessSettings.ALL);
    needed.add(AllSettings.REPLICAS);
    boolean isOff =
        values.problems(needed).isEmpty()
            && CrossFieldChecks.ofProcess(values).isEmpty()
            && values.get(AllSettings.REPLICAS) == 0;
    return isOff ? Optional.of(idle(values)) : Optional.empty();
  }

  private static Settings idle(SettingValues values) {
    SettingValues defaults = SettingValues.of(Map.of());
    SettingValues kafka =
        SettingValues.of(
            Map.of(
                KafkaSettings.TOPIC.name(),
                values.resolve(KafkaSettings.TOPIC).value().orElse(NONE),
                KafkaSettings.GROUP_ID.name(),
                values.resolve(KafkaSettings.GROUP_ID).value().orElse(NONE)));
    return new Settings(
        new KafkaSettingsReader(kafka).value(),
        values.resolve(AllSettings.REPLICATION_ENABLED).value().orElse(false)
            ? DeliveryMode.DELIVER
            : DeliveryMode.DRY_RUN,
        new RelationsSettingsReader(defaults).value(),
        new DeliverySettingsReader(defaults).value(),
        new DecoderSettingsReader(defaults).value(),
        new TokenSettingsReader(defaults).value(),
        new ActionSettingsReader(defaults).value(),
        ProcessSettings.health(values),
        ProcessSettings.metrics(values),
        values.get(ProcessSettings.STATUS_ACCESS),
        values.get(ProcessSettings.APPLIED_EVENTS),
        values.get(ProcessSettings.SHUTDOWN_TIMEOUT),
        values.get(ProcessSettings.STORE_WAIT),
        ProcessSettings.log(values),
        false);
  }
}
