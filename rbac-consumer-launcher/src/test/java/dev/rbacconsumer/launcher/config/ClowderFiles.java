package dev.rbacconsumer.launcher.config;

/** Parts of files as Clowder writes them. Nothing in them is real. */
final class ClowderFiles {
  static final String CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nMIIBexample\n-----END CERTIFICATE-----\n";

  private ClowderFiles() {}

  /** A file with these members of {@code kafka.brokers}. */
  static String withBrokers(String... brokers) {
    return file("\"kafka\": {\"brokers\": [%s]}".formatted(String.join(",", brokers)));
  }

  /** A file with what every file has, and these members of the root. */
  static String file(String members) {
    return """
        {
          "metricsPort": 9000,
          "metricsPath": "/metrics",
          "logging": {"type": "null"},
          "addedByANewVersion": {"of": ["Clowder", null, 1.5]},
          %s
        }
        """
        .formatted(members);
  }

  /** The listener of Strimzi with TLS and a login. */
  static String saslBroker(String host) {
    return broker(
        host,
        """
        , "authtype": "sasl", "securityProtocol": "SASL_SSL", "cacert": "%s",
        "sasl": {"username": "pine-writer", "password": "not \\"a\\\\secret",
                 "saslMechanism": "scram-sha-512", "securityProtocol": "SASL_SSL"}
        """
            .formatted(CERTIFICATE.replace("\n", "\\n")));
  }

  /** A listener with further members of its own, each after a comma. */
  static String broker(String host, String more) {
    return "{\"hostname\": \"%s\", \"port\": 9096 %s}".formatted(host, more);
  }
}
