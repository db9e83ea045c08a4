package dev.rbacconsumer.launcher.docs;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.delivery.DecoderSettingsReader;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.settings.delivery.DeliverySettingsReader;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.kafka.runtime.JvmHost;
import dev.rbacconsumer.kafka.runtime.SourceThread;
import dev.rbacconsumer.kafka.settings.KafkaSettingsReader;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.settings.RelationsSettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

// [embedded-settings]
/** Applies relation changes as a part of another service, with the settings of the jar. */
final class EmbeddedSettingsExample {
  private final RelationsChannel relations;
  private final Optional<KafkaDeadLetters> letters;
  private final SourceThread consumer;

  /**
   * @param environment settings by name, such as {@code System.getenv()}
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them
   */
  EmbeddedSettingsExample(Map<String, String> environment) {
    SettingValues values = SettingValues.of(environment);
    KafkaSourceSettings kafka = KafkaSettingsReader.read(values).orThrow();
    RelationsSettings api = RelationsSettingsReader.read(values).orThrow();
    DeliverySettings settings = DeliverySettingsReader.read(values).orThrow();
    OutboxDecoder decoder = new OutboxDecoder(DecoderSettingsReader.read(values).orThrow());

    relations = RelationsChannel.open(api);
    letters =
        settings.deadLetterTopic().map(topic -> KafkaDeadLetters.create(kafka.client(), topic));
    MessageSource source =
        KafkaMessageSource.create(kafka.client(), kafka.topic(), Duration.ofSeconds(10));
    Delivery delivery =
        Delivery.of(source, new GrpcRelationSink(relations), relations.fences(), JvmHost.create())
            .withDecoder(decoder)
            .withDeadLetters(letters.<DeadLetters>map(it -> it).orElseGet(DeadLetters::none))
            .withReplayTables(settings.replayTables());
    consumer =
        new SourceThread(
            delivery.dispatcher(
                settings.lanes(api.callDeadline(), api.steps()),
                settings.dispatcher(kafka.groupId())));
  }

  void start() {
    consumer.start();
  }

  /** Finishes what is in progress, commits it and leaves the group. */
  void stop() throws InterruptedException {
    consumer.stop();
    consumer.awaitEnd(Duration.ofSeconds(30));
    letters.ifPresent(KafkaDeadLetters::close);
    relations.close();
  }
}
// [/embedded-settings]
