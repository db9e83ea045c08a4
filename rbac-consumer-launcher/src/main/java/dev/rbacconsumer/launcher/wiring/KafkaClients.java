package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.kafka.KafkaClientSettings;
import dev.rbacconsumer.launcher.config.HostAndPort;
import dev.rbacconsumer.launcher.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts our settings to those of the Kafka adapter. */
final class KafkaClients {
  private KafkaClients() {}

  static KafkaClientSettings settings(Settings.Kafka kafka) {
    String servers =
        kafka.servers().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    Map<String, String> properties = new HashMap<>(kafka.properties());
    properties.putAll(kafka.membership().properties());
    return new KafkaClientSettings(
        servers,
        kafka.groupId(),
        properties.getOrDefault("client.id", "rbac-consumer"),
        properties);
  }
}
