package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.settings.HostAndPort;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brokers in a Clowder file. One list may hold listeners with different security: only those with
 * the strongest one are used, with their login and their certificates.
 */
final class ClowderBrokers {
  /** Protocols, from the weakest to the strongest. */
  private static final List<String> PROTOCOLS =
      List.of("PLAINTEXT", "SASL_PLAINTEXT", "SSL", "SASL_SSL");

  private static final Map<String, String> LOGIN_MODULES =
      Map.of(
          "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
          "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
          "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

  private final List<JsonTree> used;
  private final String protocol;
  private final ClowderProblems problems;

  private ClowderBrokers(List<JsonTree> used, String protocol, ClowderProblems problems) {
    this.used = used;
    this.protocol = protocol;
    this.problems = problems;
  }

  /**
   * Reads the brokers. Empty if there are no usable ones, which is reported as a problem unless
   * there are none at all.
   */
  static Optional<ClowderBrokers> of(JsonTree brokers, ClowderProblems problems) {
    List<JsonTree> unknown =
        brokers.items().stream().filter(it -> !PROTOCOLS.contains(protocol(it))).toList();
    unknown.forEach(it -> problems.add(field(it), "one of " + PROTOCOLS, field(it).text()));
    boolean allClear = unknown.isEmpty();
    return brokers.items().stream()
        .map(ClowderBrokers::protocol)
        .filter(it -> allClear)
        .max(Comparator.comparingInt(PROTOCOLS::indexOf))
        .map(
            strongest ->
                new ClowderBrokers(
                    brokers.items().stream().filter(it -> protocol(it).equals(strongest)).toList(),
                    strongest,
                    problems));
  }

  /** Returns the value for {@code KAFKA_SERVERS}. */
  String servers() {
    return used.stream()
        .map(this::server)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(","));
  }

  /** Returns the properties of the Kafka client, by Kafka's names. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("security.protocol", protocol);
    if (protocol.startsWith("SASL_")) {
      addLogin(properties);
    }
    String certificates =
        used.stream()
            .map(broker -> broker.get("cacert").text())
            .filter(it -> !it.isEmpty())
            .distinct()
            .collect(Collectors.joining("\n"));
    if (protocol.endsWith("SSL") && !certificates.isEmpty()) {
      properties.put("ssl.truststore.type", "PEM");
      properties.put("ssl.truststore.certificates", certificates);
    }
    return properties;
  }

  private void addLogin(Map<String, String> properties) {
    JsonTree sasl =
        used.stream()
            .map(broker -> broker.get("sasl"))
            .filter(JsonTree::isObject)
            .findFirst()
            .orElseGet(() -> used.get(0).get("sasl"));
    String given = sasl.get("saslMechanism").text().toUpperCase(Locale.ROOT);
    String mechanism = given.isEmpty() ? "PLAIN" : given;
    String module = LOGIN_MODULES.get(mechanism);
    if (module == null) {
      problems.add(
          sasl.get("saslMechanism"),
          "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; for another one leave the login to"
              + " KAFKA_PROPERTY_SASL_MECHANISM and KAFKA_PROPERTY_SASL_JAAS_CONFIG, with"
              + " KAFKA_SERVERS",
          mechanism);
      return;
    }
    for (String part : List.of("username", "password")) {
      if (sasl.get(part).text().isEmpty()) {
        problems.add(sasl.get(part), "a text", "");
      }
    }
    properties.put("sasl.mechanism", mechanism);
    properties.put(
        "sasl.jaas.config",
        "%s required username=%s password=%s;"
            .formatted(
                module, quoted(sasl.get("username").text()), quoted(sasl.get("password").text())));
  }

  private Optional<String> server(JsonTree broker) {
    JsonTree host = broker.get("hostname");
    JsonTree port = broker.get("port");
    if (host.text().isEmpty()) {
      problems.add(host, "the name of a host", "");
      return Optional.empty();
    }
    String name = host.text().contains(":") ? "[" + host.text() + "]" : host.text();
    Optional<HostAndPort> server = HostAndPort.parse(name + ":" + port.text());
    if (server.isEmpty()) {
      problems.add(port, "a port from 1 to 65535 (and a host before it)", port.text());
    }
    return server.map(HostAndPort::toString);
  }

  /**
   * Returns the protocol: first from the broker's own field, then from the deprecated one. A login
   * is never used without SASL.
   */
  private static String protocol(JsonTree broker) {
    String named = field(broker).text().toUpperCase(Locale.ROOT);
    boolean login = broker.get("authtype").text().equalsIgnoreCase("sasl");
    if (named.isEmpty()) {
      // The file does not require an encrypted connection, but a password must never be sent over a
      // plain one.
      return login ? "SASL_SSL" : "PLAINTEXT";
    }
    return login && !named.startsWith("SASL_") ? "SASL_" + named : named;
  }

  private static JsonTree field(JsonTree broker) {
    JsonTree own = broker.get("securityProtocol");
    JsonTree deprecated = broker.get("sasl").get("securityProtocol");
    return own.text().isEmpty() && !deprecated.text().isEmpty() ? deprecated : own;
  }

  /** Returns the text, quoted for a JAAS line. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
