package dev.rbacconsumer.kafka.client;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties that cannot be set, each with its reason. */
final class ReservedProperties {
  private static final String OWN_PROTECTION =
      "a dead letter counts as written only when every replica has it, once";
  private static final String BYTES = "messages and dead letters are taken byte for byte";

  /** Reason for each name: half a sentence that continues after "because". */
  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry(
              ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
              "an offset may be committed only when its record is applied"),
          Map.entry(
              ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
              "every position is set by us, and a client that moves one by itself loses records"
                  + " silently"),
          Map.entry(
              ConsumerConfig.ISOLATION_LEVEL_CONFIG,
              "what a producer took back was never written and must not be applied"),
          Map.entry(
              ConsumerConfig.CHECK_CRCS_CONFIG, "a damaged record must not pass for a good one"),
          Map.entry(
              ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
              "an interceptor can change, drop or hold back records"),
          Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES),
          Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES),
          Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BYTES),
          Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BYTES),
          Map.entry(ProducerConfig.ACKS_CONFIG, OWN_PROTECTION),
          Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, OWN_PROTECTION),
          Map.entry(
              ProducerConfig.TRANSACTIONAL_ID_CONFIG,
              "dead letters are written outside of transactions, and those of the quarantine have"
                  + " the names of their partitions"),
          Map.entry(
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              "a dead letter is as large as the message it keeps"),
          Map.entry(
              ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
              "the brokers have a setting of their own, KAFKA_SERVERS"),
          Map.entry(
              ConsumerConfig.GROUP_ID_CONFIG,
              "the group has a setting of its own, RBAC_KAFKA_CONSUMER_GROUP_ID, and is part of a"
                  + " lock id"));

  private ReservedProperties() {}
}
