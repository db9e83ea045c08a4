package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The deployment of one row: a topic on a broker behind a proxy, a store, and one consumer, all of
 * whose times are as short as those of the rules. Confined to a thread.
 */
final class Stage implements AutoCloseable {
  private static final Map<String, String> SHORT_TIMES =
      Map.ofEntries(
          Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m"),
          Map.entry("RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL", "500ms"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "5ms"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "5s"),
          Map.entry("RBAC_KAFKA_CONSUMER_STALL_REPORT", "6s"),
          Map.entry("RBAC_KAFKA_CONSUMER_STALL_LIVENESS", "30s"),
          Map.entry("RBAC_KAFKA_CONSUMER_PASSED_OVER_DEGRADED", "20s"),
          Map.entry("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1s"),
          Map.entry("RELATION_API_TIMEOUT", "2s"),
          Map.entry("RELATION_API_CONNECT_TIMEOUT", "1s"),
          Map.entry("KAFKA_PROPERTY_REQUEST_TIMEOUT_MS", "3000"),
          Map.entry("KAFKA_PROPERTY_DEFAULT_API_TIMEOUT_MS", "6000"),
          Map.entry("KAFKA_PROPERTY_SESSION_TIMEOUT_MS", "6000"),
          Map.entry("KAFKA_PROPERTY_METADATA_MAX_AGE_MS", "2000"),
          Map.entry("KAFKA_PROPERTY_RECONNECT_BACKOFF_MAX_MS", "500"));

  final RelationsServer relations = RelationsServer.builder().start();
  final Instance instance;

  private final Row row;
  private final OutageBroker broker;
  private final String topic;
  private Traffic traffic;

  /**
   * A stage on which nothing runs but the store.
   *
   * @param topic not used before; also names the group
   * @param files directory for the probe files
   */
  Stage(Row row, OutageBroker broker, String topic, Path files) {
    this.row = row;
    this.broker = broker;
    this.topic = topic;
    Map<String, String> environment = new HashMap<>(SHORT_TIMES);
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", broker.kafka.bootstrapServers());
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", topic);
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", topic);
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
    environment.putAll(row.settings());
    instance = new Instance(environment, files);
    traffic = new Traffic(broker.kafka, List.of());
  }

  KafkaProcess kafka() {
    return broker.kafka;
  }

  TcpProxy kafkaNetwork() {
    return broker.network;
  }

  /** Ends a fault of the network to the broker, and the connections that have lost bytes. */
  void healKafkaNetwork() {
    broker.network.heal();
    broker.network.resetConnections();
  }

  String topic() {
    return topic;
  }

  /** The consumer group, which has the name of the topic. */
  String group() {
    return topic;
  }

  PartitionId partition(int number) {
    return new PartitionId(topic, number);
  }

  void createTopic() {
    kafka().createTopic(topic, row.partitions());
  }

  void publish(int partition, OutboxMessage message) {
    kafka().publish(Traffic.record(partition(partition), message));
  }

  /** Publishes so many messages that each replace a member of a group. */
  void publish(int partition, int messages) {
    for (int number = 1; number <= messages; number++) {
      publish(partition, Traffic.message("s-" + partition, number));
    }
  }

  /** Begins the traffic of the row. */
  void beginTraffic() {
    traffic = new Traffic(kafka(), row.trafficTo().stream().map(this::partition).toList());
  }

  /** Waits until the traffic has reached the store from each of its partitions. */
  void awaitTraffic(Duration atMost) {
    Eventually.get(() -> relations.tuples().size(), size -> size >= row.trafficTo().size(), atMost);
  }

  void endTraffic() {
    traffic.close();
  }

  /** Waits until everything that is published is committed. */
  void awaitCommitted(Duration atMost) {
    Eventually.get(() -> kafka().lag(group(), topic), lag -> lag == 0, atMost);
  }

  @Override
  public void close() {
    instance.close();
    broker.heal();
    traffic.close();
    relations.close();
  }
}
