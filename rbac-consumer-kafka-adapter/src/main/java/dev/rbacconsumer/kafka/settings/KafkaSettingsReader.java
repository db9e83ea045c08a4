package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Reads the settings of the source, and checks the properties of the Kafka client. Immutable. */
public final class KafkaSettingsReader implements SettingsPart<KafkaSourceSettings> {
  private static final String CLIENT_ID = "rbac-consumer";

  private final SettingValues values;
  private final ClientProperties given;

  /** Properties that reach the client. */
  private final ClientProperties properties;

  /** Creates a reader of these values. */
  public KafkaSettingsReader(SettingValues values) {
    this.values = values;
    this.given = ClientProperties.of(values);
    this.properties = customBroker().isPresent() ? given.withoutSecurity() : given;
  }

  /** Reads the settings, or returns all problems. */
  public static Reading<KafkaSourceSettings> read(SettingValues values) {
    return Reading.of(new KafkaSettingsReader(values), values);
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@link KafkaSettings#SERVERS} do not count beside a custom broker.
   */
  @Override
  public List<Setting<?>> settings() {
    return KafkaSettings.ALL.stream()
        .filter(it -> !it.equals(KafkaSettings.SERVERS) || customBroker().isEmpty())
        .toList();
  }

  @Override
  public List<Problem> problems() {
    return properties.problems();
  }

  /**
   * {@inheritDoc}
   *
   * <p>They concern the properties of the client, so invalid values elsewhere do not matter.
   */
  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    ResolvedSetting<List<HostAndPort>> servers = values.resolve(KafkaSettings.SERVERS);
    if (customBroker().isEmpty() && servers.given().isEmpty()) {
      warnings.add(
          "%s is not set: the broker is %s, which is the default"
              .formatted(servers.name(), servers.text().orElse("")));
    }
    if (customBroker().isPresent() && !given.security().isEmpty()) {
      warnings.add(
          "%s: connected to without login and TLS, so these have no effect: %s"
              .formatted(KafkaSettings.CUSTOM_BROKER.name(), String.join(", ", given.security())));
    }
    warnings.addAll(properties.warnings());
    return warnings;
  }

  /** Returns one line for each property of the client, for the log: name, value, source. */
  public List<String> propertyLines() {
    return properties.lines();
  }

  @Override
  public KafkaSourceSettings value() {
    List<HostAndPort> servers =
        customBroker().map(List::of).orElseGet(() -> values.get(KafkaSettings.SERVERS));
    Map<String, String> more = properties.values();
    more.put(
        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
        ValueTypes.nameOf(values.get(KafkaSettings.GROUP_PROTOCOL)));
    values
        .get(KafkaSettings.GROUP_INSTANCE_ID)
        .ifPresent(id -> more.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
    return new KafkaSourceSettings(
        new KafkaClientSettings(
            servers.stream().map(HostAndPort::toString).collect(Collectors.joining(",")),
            values.get(KafkaSettings.GROUP_ID),
            more.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID),
            more),
        values.get(KafkaSettings.TOPIC));
  }

  private Optional<HostAndPort> customBroker() {
    return values.resolve(KafkaSettings.CUSTOM_BROKER).value().flatMap(it -> it);
  }
}
