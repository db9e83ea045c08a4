package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingFamily;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.GroupProtocol;

/** Settings of the brokers, the group and the topic. */
public final class KafkaSettings {
  public static final Setting<List<HostAndPort>> SERVERS =
      Setting.optional(
          "KAFKA_SERVERS",
          ValueTypes.servers(),
          "localhost:9092",
          "Kafka brokers to begin with. The default is for a laptop; the log warns of it.");

  public static final Setting<Optional<HostAndPort>> CUSTOM_BROKER =
      Setting.optional(
          "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER",
          ValueTypes.optional(ValueTypes.server()),
          "",
          "One broker in place of all others. Login and TLS are dropped with them.");

  public static final Setting<String> TOPIC =
      Setting.required("RBAC_KAFKA_CONSUMER_TOPIC", ValueTypes.topic(), "Topic to read.");

  public static final Setting<String> GROUP_ID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_ID",
          KafkaTypes.groupId(),
          "rbac-consumer-group",
          "Consumer group. Also the first part of the lock id `<group>/<partition>`.");

  public static final Setting<GroupProtocol> GROUP_PROTOCOL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL",
          ValueTypes.oneOf("protocol", GroupProtocol.values()),
          ValueTypes.nameOf(GroupProtocol.CLASSIC),
          "Protocol of the group: `classic`, with cooperative rebalances, or `consumer`, for"
              + " brokers from 4.0 on.");

  public static final Setting<Optional<String>> GROUP_INSTANCE_ID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID",
          ValueTypes.optional(KafkaTypes.instanceId()),
          "",
          "Name of this instance for static membership, different in each. Restarted within the"
              + " session timeout, it gets its partitions back without a rebalance.");

  /** Properties of the Kafka client, by Kafka's names. */
  public static final SettingFamily PROPERTIES = new SettingFamily("KAFKA_PROPERTY_", "kafka.");

  /** All of these settings but the properties, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(SERVERS, CUSTOM_BROKER, TOPIC, GROUP_ID, GROUP_PROTOCOL, GROUP_INSTANCE_ID);

  private KafkaSettings() {}
}
