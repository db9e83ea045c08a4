package dev.rbacconsumer.kafka.consumer;

import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerContext;
import dev.rbacconsumer.core.consumer.ConsumerSource;
import dev.rbacconsumer.core.consumer.OpenedSource;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.settings.KafkaSettingsReader;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import java.util.List;
import java.util.function.Function;

/** Reads one topic of Kafka as a member of a consumer group. Immutable. */
public final class KafkaSource implements ConsumerSource {
  private final Function<String, KafkaSourceSettings> settings;
  private final List<String> warnings;

  private KafkaSource(Function<String, KafkaSourceSettings> settings, List<String> warnings) {
    this.settings = settings;
    this.warnings = List.copyOf(warnings);
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
            new KafkaSourceSettings(KafkaClientSettings.of(bootstrapServers, group, name), topic),
        List.of());
  }

  /** Returns a source with these settings. */
  public static KafkaSource of(KafkaSourceSettings settings) {
    return new KafkaSource(name -> settings, List.of());
  }

  /**
   * Returns a source with the settings of the launcher: brokers, group, topic and {@code
   * KAFKA_PROPERTY_*}. The names of its clients end in the name of the consumer, if that is not the
   * default.
   *
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them
   */
  public static KafkaSource of(SettingValues values) {
    Reading<KafkaSourceSettings> reading = KafkaSettingsReader.read(values);
    KafkaSourceSettings read = reading.orThrow();
    return new KafkaSource(
        name ->
            name.equals(ConsumerBuilder.DEFAULT_NAME)
                ? read
                : new KafkaSourceSettings(read.client().named("-" + name), read.topic()),
        reading.warnings());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException if a client cannot be created from
   *     the settings
   */
  @Override
  public OpenedSource open(ConsumerContext context) {
    warnings.forEach(context.log()::warn);
    return OpenedKafkaSource.open(settings.apply(context.name()), context);
  }
}
