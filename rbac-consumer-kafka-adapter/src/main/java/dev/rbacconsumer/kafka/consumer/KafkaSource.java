package dev.rbacconsumer.kafka.consumer;

import dev.rbacconsumer.core.consumer.ConsumerContext;
import dev.rbacconsumer.core.consumer.ConsumerSource;
import dev.rbacconsumer.core.consumer.OpenedSource;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.settings.KafkaSettingsReader;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import java.util.function.Function;

/** Reads one topic of Kafka as a member of a consumer group. Immutable. */
public final class KafkaSource implements ConsumerSource {
  private final Function<String, KafkaSourceSettings> settings;

  private KafkaSource(Function<String, KafkaSourceSettings> settings) {
    this.settings = settings;
  }

  /**
   * Returns a source without login and TLS, whose clients have the name of the consumer.
   *
   * @param bootstrapServers {@code host:port}, comma separated
   * @param group consumer group
   * @param topic topic to read
   */
  public static KafkaSource of(String bootstrapServers, String group, String topic) {
    return new KafkaSource(
        name ->
            new KafkaSourceSettings(KafkaClientSettings.of(bootstrapServers, group, name), topic));
  }

  /** Returns a source with these settings. */
  public static KafkaSource of(KafkaSourceSettings settings) {
    return new KafkaSource(name -> settings);
  }

  /**
   * Returns a source with the settings of the launcher: brokers, group, topic and {@code
   * KAFKA_PROPERTY_*}.
   *
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them
   */
  public static KafkaSource of(SettingValues values) {
    return of(KafkaSettingsReader.read(values).orThrow());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException if a client cannot be created from
   *     the settings
   */
  @Override
  public OpenedSource open(ConsumerContext context) {
    return OpenedKafkaSource.open(settings.apply(context.name()), context);
  }
}
