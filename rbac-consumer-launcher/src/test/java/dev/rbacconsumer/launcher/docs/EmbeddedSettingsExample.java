package dev.rbacconsumer.launcher.docs;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import java.util.Map;

// [embedded-settings]
/** Applies relation changes as a part of another service, with the settings of the jar. */
final class EmbeddedSettingsExample {
  /**
   * Starts a consumer.
   *
   * @param environment settings by name, such as {@code System.getenv()}
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them
   */
  static RelationConsumer start(Map<String, String> environment, Runnable endService) {
    SettingValues values = SettingValues.of(environment);
    return RelationConsumer.builder()
        .settings(values)
        .source(KafkaSource.of(values))
        .store(RelationsStore.of(values))
        .onFailure(failure -> endService.run())
        .start();
  }
}
// [/embedded-settings]
