package dev.rbacconsumer.launcher.docs;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.runtime.JvmHost;
import dev.rbacconsumer.kafka.runtime.SourceThread;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.time.Duration;

// [embedding]
/** Applies relation changes as a part of another service. */
final class EmbeddingExample {
  private final RelationsChannel relations;
  private final SourceThread consumer;

  EmbeddingExample(String kafkaServers, String topic, String group, String relationsApi) {
    relations = RelationsChannel.open(RelationsSettings.forTarget(relationsApi).build());
    MessageSource source =
        KafkaMessageSource.create(
            KafkaClientSettings.of(kafkaServers, group, "my-service"),
            topic,
            Duration.ofSeconds(10));
    Delivery delivery =
        Delivery.of(
            source,
            new GrpcRelationSink(relations),
            new GrpcFenceAuthority(relations),
            JvmHost.create());
    consumer =
        new SourceThread(
            delivery.dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults(group)));
  }

  void start() {
    consumer.start();
  }

  /** Finishes what is in progress, commits it and leaves the group. */
  void stop() throws InterruptedException {
    consumer.stop();
    consumer.awaitEnd(Duration.ofSeconds(30));
    relations.close();
  }
}
// [/embedding]
