package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where a program consumes, and where it writes.
 *
 * @param store host and port of the Relations API
 */
record WayPlace(String bootstrap, String topic, String group, String store, int partitions) {
  /** Returns the settings of its Kafka consumers: the defaults, without automatic commits. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("key.deserializer", ByteArrayDeserializer.class);
    settings.put("value.deserializer", ByteArrayDeserializer.class);
    return settings;
  }

  /** Creates a consumer that has not subscribed. */
  Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(settings());
  }

  /** Creates a consumer of the topic. */
  Consumer<byte[], byte[]> subscribed() {
    Consumer<byte[], byte[]> consumer = consumer();
    consumer.subscribe(List.of(topic));
    return consumer;
  }
}
