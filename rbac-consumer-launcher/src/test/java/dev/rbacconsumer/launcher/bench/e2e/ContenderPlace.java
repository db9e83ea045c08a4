package dev.rbacconsumer.launcher.bench.e2e;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a way consumes, and where it writes.
 *
 * @param bootstrap address of the broker
 * @param store host and port of the Relations API
 */
public record ContenderPlace(
    String bootstrap, String topic, String group, String store, int partitions) {
  /**
   * Returns the settings of the product: the addresses and its defaults.
   *
   * @param files directory for its probe files
   */
  Map<String, String> environment(Path files) {
    return Map.of(
        "KAFKA_ENABLED",
        "true",
        "KAFKA_SERVERS",
        bootstrap,
        "RBAC_KAFKA_CONSUMER_TOPIC",
        topic,
        "RBAC_KAFKA_CONSUMER_GROUP_ID",
        group,
        "REPLICATION_TO_RELATION_ENABLED",
        "true",
        "RELATION_API_SERVER",
        store,
        // Any free port, since other programs may run on this machine.
        "RBAC_KAFKA_CONSUMER_METRICS_PORT",
        "0",
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
        files.resolve("live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE",
        files.resolve("ready").toString());
  }
}
