package dev.rbacconsumer.kafka.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Settings of the Kafka client. Properties on which the guarantees rest are fixed; all others can
 * be set.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param groupId consumer group
 * @param clientId name of this instance in the broker's logs and metrics
 * @param more further client properties, by Kafka's names; none for which {@link
 *     KafkaProperties#whyFixed} has a reason. They may hold secrets, and {@link #toString} leaves
 *     their values out
 */
public record KafkaClientSettings(
    String bootstrapServers, String groupId, String clientId, Map<String, String> more) {

  /** Properties that are fixed, for the reasons in {@link ReservedProperties}. */
  private static final Map<String, Object> FIXED =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class);

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          // A wrong topic name must be reported as an error, and must not create an empty topic.
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          // A stop waits until the broker has answered the fetch in flight. Without new records
          // that takes this long, and new records are answered at once anyway.
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          300);

  /**
   * Defaults for the classic protocol. With the newer protocol the brokers assign the partitions,
   * and the client rejects these properties.
   */
  private static final Map<String, Object> CLASSIC_DEFAULTS =
      Map.of(
          // A rebalance then stops only the partitions that move.
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName(),
          // A member learns of a rebalance from the answer to a heartbeat. Partitions that move are
          // not read until every member has rejoined; with Kafka's default of 3 s, for seconds.
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          300);

  public KafkaClientSettings {
    more = Map.copyOf(more);
    Set<String> refused = new TreeSet<>(more.keySet());
    refused.removeIf(name -> KafkaProperties.whyFixed(name).isEmpty());
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "Kafka properties that the delivery guarantees rest on cannot be set: " + refused);
    }
  }

  /** Creates settings without further properties. */
  public static KafkaClientSettings of(String bootstrapServers, String groupId, String clientId) {
    return new KafkaClientSettings(bootstrapServers, groupId, clientId, Map.of());
  }

  /** Returns the properties of a consumer. */
  public Map<String, Object> consumerProperties() {
    Map<String, Object> properties = new HashMap<>(DEFAULTS);
    if (isClassic()) {
      properties.putAll(CLASSIC_DEFAULTS);
    }
    properties.putAll(more);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.putAll(FIXED);
    return properties;
  }

  /**
   * Returns the properties of a consumer outside of the group, which reads a few records of one
   * partition: the same connection and login.
   *
   * @param suffix appended to our client id
   */
  public Map<String, Object> readerProperties(String suffix) {
    Map<String, Object> properties = consumerProperties();
    properties
        .keySet()
        .removeAll(
            Set.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG));
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + suffix);
    return properties;
  }

  private boolean isClassic() {
    String protocol = more.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "");
    return !GroupProtocol.CONSUMER.name().equalsIgnoreCase(protocol);
  }

  /** Returns the properties of a producer of dead letters: the same connection and login. */
  Map<String, Object> producerProperties() {
    Map<String, Object> properties = connection(ProducerConfig.configNames());
    properties.putAll(KafkaDeadLetters.producerGuarantees());
    return properties;
  }

  /**
   * Returns the properties of a producer whose transactions fence those of every earlier producer
   * with the same transactional id.
   *
   * @param transactionalId name of the transactions
   * @param maxBlock longest wait of one call, above zero
   * @param transactionTimeout time after which the brokers abort a transaction that does not end
   */
  public Map<String, Object> transactionalProperties(
      String transactionalId, Duration maxBlock, Duration transactionTimeout) {
    Map<String, Object> properties = producerProperties();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(transactionTimeout.toMillis()));
    return properties;
  }

  /** Returns the same settings for a further client, whose name has a suffix. */
  public KafkaClientSettings named(String suffix) {
    return new KafkaClientSettings(bootstrapServers, groupId, clientId + suffix, more);
  }

  /**
   * Returns the properties of a client that queries topics and brokers: the same connection and
   * login.
   *
   * @param suffix appended to our client id, since two clients of a kind may not share an id
   */
  public Map<String, Object> adminProperties(String suffix) {
    Map<String, Object> properties = connection(AdminClientConfig.configNames());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + suffix);
    return properties;
  }

  /**
   * Returns the same properties with a limit on the time of a request, which overrides any other
   * setting: a hanging broker leaves no open request behind.
   *
   * @param suffix appended to our client id
   * @param timeout longest wait for an answer
   */
  public Map<String, Object> adminProperties(String suffix, Duration timeout) {
    Map<String, Object> properties = adminProperties(suffix);
    int millis = Math.toIntExact(timeout.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return properties;
  }

  /**
   * Returns how long a poll proves membership: half of the time after which the client itself
   * leaves the group, and at most {@code most}.
   */
  public Duration membershipLimit(Duration most) {
    String interval = more.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
    Duration half =
        interval == null ? most : Duration.ofMillis(Long.parseLong(interval.strip()) / 2);
    return half.compareTo(most) < 0 ? half : most;
  }

  /**
   * Returns the time after which a client reads the metadata of a topic again.
   *
   * @param otherwise result if the time is not set
   */
  public Duration metadataMaxAge(Duration otherwise) {
    String age = more.get(CommonClientConfigs.METADATA_MAX_AGE_CONFIG);
    return age == null ? otherwise : Duration.ofMillis(Long.parseLong(age.strip()));
  }

  /**
   * Returns the properties that another kind of client, which knows these names, needs for the same
   * connection and login.
   */
  private Map<String, Object> connection(Set<String> known) {
    Map<String, Object> properties = new HashMap<>(more);
    // Properties that no client knows are kept: they may be meant for a login module or a config
    // provider.
    Set<String> ofOthers = new HashSet<>(KafkaProperties.known());
    ofOthers.removeAll(known);
    properties.keySet().removeAll(ofOthers);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return properties;
  }

  @Override
  public String toString() {
    return "%s as %s in %s with %s"
        .formatted(bootstrapServers, clientId, groupId, new TreeSet<>(more.keySet()));
  }
}
