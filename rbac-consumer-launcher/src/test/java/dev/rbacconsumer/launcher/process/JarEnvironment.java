package dev.rbacconsumer.launcher.process;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the jar is told so that it works beside others on one machine. */
final class JarEnvironment {
  private JarEnvironment() {}

  /**
   * Settings with which it delivers from a topic of its own; to be changed as a test needs.
   *
   * @param topic also names the group: a consumer that was killed stays a member until its session
   *     ends, so each test has another one
   * @param files directory for its probe files, {@code live} and {@code ready}
   */
  static Map<String, String> delivering(
      String kafkaServers, RelationsServer relations, String topic, Path files) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", kafkaServers);
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", topic);
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", topic);
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL", "200ms");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    return environment;
  }
}
