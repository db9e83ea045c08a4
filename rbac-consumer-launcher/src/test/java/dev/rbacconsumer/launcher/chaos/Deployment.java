package dev.rbacconsumer.launcher.chaos;

import java.util.Random;

/** Setups of deployments whose members and connections time out within seconds. */
final class Deployment {
  static final int SESSION_MILLIS = 3_000;

  private Deployment() {}

  /**
   * @param protocol "classic" or "consumer"
   */
  static Setup impatient(Random random, int partitions, int consumers, String protocol) {
    Setup setup =
        Setup.drawn(random, partitions, consumers, "100ms")
            .withAhead(50)
            .with("RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", protocol)
            .with("RELATION_API_TIMEOUT", "2s")
            .with("RELATION_API_CONNECT_TIMEOUT", "2s")
            .with("KAFKA_PROPERTY_REQUEST_TIMEOUT_MS", "4000")
            .with("KAFKA_PROPERTY_DEFAULT_API_TIMEOUT_MS", "8000");
    return setup.isClassic()
        ? setup.with("KAFKA_PROPERTY_SESSION_TIMEOUT_MS", Integer.toString(SESSION_MILLIS))
        : setup;
  }
}
