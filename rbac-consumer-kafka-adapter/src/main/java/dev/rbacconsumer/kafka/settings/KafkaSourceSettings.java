package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.kafka.client.KafkaClientSettings;

/**
 * Settings of the source of records.
 *
 * @param client brokers, group and properties of the Kafka client
 * @param topic topic to read
 */
public record KafkaSourceSettings(KafkaClientSettings client, String topic) {
  /** Returns the consumer group, which is valid as a part of a lock id. */
  public String groupId() {
    return client.groupId();
  }

  /** Returns the same settings with another topic. */
  public KafkaSourceSettings withTopic(String other) {
    return new KafkaSourceSettings(client, other);
  }
}
