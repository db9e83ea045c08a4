package dev.rbacconsumer.launcher.docs;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// [embedding]
/** Applies relation changes as a part of another service. */
final class EmbeddingExample {
  private static final Logger log = LoggerFactory.getLogger(EmbeddingExample.class);

  /** Starts a consumer. It joins its group in the background, and is closed by the caller. */
  static RelationConsumer start(
      String brokers, String group, String topic, String relationsApi, Runnable endService) {
    return RelationConsumer.builder()
        .source(KafkaSource.of(brokers, group, topic))
        .store(RelationsStore.at(relationsApi))
        .onFailure(
            failure -> {
              log.error("Relation changes are no longer applied; the service ends", failure);
              endService.run();
            })
        .start();
  }
}
// [/embedding]
