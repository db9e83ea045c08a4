package dev.rbacconsumer.testkit.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Builds the settings of a broker that is also the controller, and is small and fast. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final String CLIENT_LISTENER = "CLIENT";
  private static final String INSIDE_LISTENER = "INSIDE";
  private static final String PROTOCOLS = "listener.security.protocol.map";

  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("num.network.threads", "1"),
          Map.entry("num.io.threads", "2"),
          Map.entry("background.threads", "2"),
          Map.entry("num.replica.fetchers", "1"),
          Map.entry("num.recovery.threads.per.data.dir", "1"),
          // The default is 128 MiB of heap.
          Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
          // Recorded messages keep the time of their recording, which any retention limit would
          // exceed.
          Map.entry("log.retention.ms", "-1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"));

  private static final Map<String, String> QUICK =
      Map.of(
          "group.initial.rebalance.delay.ms", "0",
          // Lets a test set a session timeout of a fraction of a second.
          "group.min.session.timeout.ms", "100",
          "group.consumer.min.session.timeout.ms", "100",
          "group.consumer.min.heartbeat.interval.ms", "20",
          // A misspelt topic must cause an error, and must not create a topic.
          "auto.create.topics.enable", "false",
          // Tests use large messages; the producer's limit still applies.
          "message.max.bytes", Integer.toString(32 * 1024 * 1024));

  /** Settings that follow from node, ports and directory. */
  private static final Set<String> FIXED =
      Set.of(
          "process.roles",
          "node.id",
          "broker.id",
          "controller.quorum.voters",
          "controller.listener.names",
          "listeners",
          "advertised.listeners",
          "inter.broker.listener.name",
          "log.dir",
          "log.dirs",
          "metadata.log.dir");

  private BrokerSettings() {}

  /**
   * Checks that a broker does not get settings that it would override.
   *
   * @throws IllegalArgumentException with the first of them, by name
   */
  static void refuseFixed(Set<String> names) {
    names.stream()
        .filter(FIXED::contains)
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  name + ": fixed, since node, ports and directory are chosen for the broker");
            });
  }

  /** Returns all settings; {@code overrides} take precedence over the defaults. */
  static Properties of(BrokerPorts ports, Path logDir, Map<String, String> overrides) {
    String clients = CLIENT_LISTENER + "://" + BrokerPorts.HOST + ":" + ports.broker();
    String inside = INSIDE_LISTENER + "://" + ports.insideServers();
    String told = CLIENT_LISTENER + "://" + BrokerPorts.HOST + ":" + ports.advertised();
    String helpers = ports.hasInside() ? "," + inside : "";
    String controller = BrokerPorts.HOST + ":" + ports.controller();
    Properties properties = new Properties();
    properties.putAll(SMALL);
    properties.putAll(QUICK);
    properties.setProperty(PROTOCOLS, protocols("PLAINTEXT"));
    properties.putAll(overrides);
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    properties.setProperty(
        "listeners", clients + helpers + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.setProperty("advertised.listeners", told + helpers);
    properties.setProperty(
        "inter.broker.listener.name", ports.hasInside() ? INSIDE_LISTENER : CLIENT_LISTENER);
    properties.setProperty("log.dirs", logDir.toString());
    return properties;
  }

  /** Returns the security protocol of each listener; only the listener for clients is secured. */
  static String protocols(String ofClients) {
    return "%s:%s,%s:PLAINTEXT,%s:PLAINTEXT"
        .formatted(CLIENT_LISTENER, ofClients, INSIDE_LISTENER, CONTROLLER_LISTENER);
  }
}
