package dev.rbacconsumer.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How the Kafka client is set up. What the guarantees rest on is fixed; everything else can be set.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param groupId consumer group
 * @param clientId name of this instance in the broker's logs and metrics
 * @param more further client properties, by Kafka's names; none that {@link
 *     KafkaProperties#whyFixed} tells of. They may hold secrets, and {@link #toString} leaves their
 *     values out
 */
public record KafkaClientSettings(
    String bootstrapServers, String groupId, String clientId, Map<String, String> more) {

  /** The reasons are in {@link FixedProperties}. */
  private static final Map<String, Object> FIXED =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class);

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          // A rebalance then stops only the partitions that move.
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName(),
          // A wrong topic name must show as an error, not as a new empty topic.
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false);

  public KafkaClientSettings {
    more = Map.copyOf(more);
    Set<String> refused = new TreeSet<>(more.keySet());
    refused.removeIf(name -> KafkaProperties.whyFixed(name).isEmpty());
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "Kafka properties that the delivery guarantees rest on cannot be set: " + refused);
    }
  }

  /** Settings without further properties. */
  public static KafkaClientSettings of(String bootstrapServers, String groupId, String clientId) {
    return new KafkaClientSettings(bootstrapServers, groupId, clientId, Map.of());
  }

  /** The properties to create a consumer with. */
  public Map<String, Object> consumerProperties() {
    Map<String, Object> properties = new HashMap<>(DEFAULTS);
    properties.putAll(more);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.putAll(FIXED);
    return properties;
  }

  /** The properties to create a producer of dead letters with: the same connection and login. */
  Map<String, Object> producerProperties() {
    Map<String, Object> properties = new HashMap<>(more);
    // What no client knows stays: it may be meant for a login module or a config provider.
    Set<String> ofTheConsumer = new HashSet<>(ConsumerConfig.configNames());
    ofTheConsumer.removeAll(ProducerConfig.configNames());
    properties.keySet().removeAll(ofTheConsumer);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.putAll(KafkaDeadLetters.producerGuarantees());
    return properties;
  }

  @Override
  public String toString() {
    return "%s as %s in %s with %s"
        .formatted(bootstrapServers, clientId, groupId, new TreeSet<>(more.keySet()));
  }
}
