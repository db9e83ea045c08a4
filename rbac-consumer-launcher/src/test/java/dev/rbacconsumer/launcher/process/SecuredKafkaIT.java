package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.kafka.BrokerSecurity;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.kafka.TestCertificate;
import dev.rbacconsumer.testkit.kafka.TokenIssuer;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar against brokers that ask for a login or a certificate. */
@Tag("long")
final class SecuredKafkaIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static BrokerSecurity security;
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  @TempDir private Path files;
  private String topic;

  @BeforeAll
  static void start() {
    security = BrokerSecurity.login(SecurityExamples.USER, SecurityExamples.PASSWORD);
    kafka = EmbeddedKafka.start(security);
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName() + test.getDisplayName().hashCode();
  }

  @Test
  void clowdersFileIsAllItTakes() throws Exception {
    // Given
    kafka.createTopic("pine-" + topic, 1);
    publish(kafka, "pine-" + topic, "clowder");
    Path clowder = Files.writeString(files.resolve("cdappconfig.json"), clowderFile());
    Map<String, String> environment = environment();
    environment.put("CLOWDER_ENABLED", "true");
    environment.put("ACG_CONFIG", clowder.toString());

    // When
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

      // Then
      assertApplied("clowder", jar);
    }
  }

  @Test
  void variablesAreAllItTakes() throws Exception {
    // Given
    kafka.createTopic(topic, 1);
    publish(kafka, topic, "variables");
    Map<String, String> environment = environment();
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL");
    environment.put("KAFKA_PROPERTY_SASL_MECHANISM", "SCRAM-SHA-512");
    environment.put("KAFKA_PROPERTY_SASL_JAAS_CONFIG", SecurityExamples.scramLogin());
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_TYPE", "PEM");
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_CERTIFICATES", security.certificate());

    // When
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

      // Then
      assertApplied("variables", jar);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram", "plain", "reference"})
  void examplesWithALoginWork(String example) throws Exception {
    // Given
    kafka.createTopic(topic, 1);
    publish(kafka, topic, example);
    Files.writeString(files.resolve("ca.pem"), security.certificate());
    Files.writeString(
        files.resolve("kafka.properties"), "login = " + SecurityExamples.scramLogin());
    Map<String, String> environment = environment();
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    Path settings = SecurityExamples.write(example, files);

    // When
    try (JarProcess jar = JarProcess.start(environment, "--settings", settings.toString())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

      // Then
      assertApplied(example, jar);
    }
  }

  @Test
  void exampleWithCertificatesOnBothSidesWorks() throws Exception {
    // Given
    TestCertificate client = TestCertificate.selfSigned("client");
    BrokerSecurity mutual = BrokerSecurity.clientCertificate(client);
    try (EmbeddedKafka other = EmbeddedKafka.start(mutual)) {
      other.createTopic(topic, 1);
      publish(other, topic, "mutual");
      Files.writeString(files.resolve("ca.pem"), mutual.certificate());
      Files.writeString(files.resolve("client.pem"), client.key() + client.certificate());
      Map<String, String> environment = environment();
      environment.put("KAFKA_SERVERS", other.bootstrapServers());
      Path settings = SecurityExamples.write("mutual-tls", files);

      // When
      try (JarProcess jar = JarProcess.start(environment, "--settings", settings.toString())) {
        jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

        // Then
        assertApplied("mutual", jar);
        assertThat(jar.report()).doesNotContain("PRIVATE KEY");
      }
    }
  }

  @Test
  void exampleWithTokensWorks() throws Exception {
    // Given
    try (TokenIssuer issuer = tokenIssuer();
        EmbeddedKafka other = broker(issuer)) {
      other.createTopic(topic, 1);
      publish(other, topic, "tokens");
      Map<String, String> environment = environment();
      environment.put("KAFKA_SERVERS", other.bootstrapServers());
      environment.put("JAVA_TOOL_OPTIONS", SecurityExamples.allowing(issuer.tokenUrl()));
      Path settings = SecurityExamples.writeOauth(issuer.tokenUrl(), files);

      // When
      try (JarProcess jar = JarProcess.start(environment, "--settings", settings.toString())) {
        jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

        // Then
        assertApplied("tokens", jar);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1, Connection refused", "false, 2, 401"})
  void tokenThatCannotBeHadEndsTheStartWithoutTheSecret(boolean down, int code, String sentence)
      throws Exception {
    // Given
    try (TokenIssuer issuer = TokenIssuer.start(SecurityExamples.CLIENT, "another")) {
      URI tokens = down ? URI.create("http://127.0.0.1:1/token") : issuer.tokenUrl();
      Map<String, String> environment = environment();
      environment.put("KAFKA_SERVERS", "127.0.0.1:1");
      environment.put("KAFKA_PROPERTY_SASL_LOGIN_RETRY_BACKOFF_MAX_MS", "200");
      environment.put("JAVA_TOOL_OPTIONS", SecurityExamples.allowing(tokens));
      Files.writeString(files.resolve("ca.pem"), security.certificate());
      Path settings = SecurityExamples.writeOauth(tokens, files);

      // When
      try (JarProcess jar = JarProcess.start(environment, "--settings", settings.toString())) {
        int ended = jar.awaitExit(LONG);

        // Then
        assertThat(ended).as(jar.report()).isEqualTo(code);
        assertThat(jar.out())
            .noneMatch(line -> line.startsWith("    |"))
            .last()
            .asString()
            .contains("Cannot start: logging in: ", sentence);
        assertThat(jar.report()).doesNotContain(SecurityExamples.PASSWORD);
      }
    }
  }

  @Test
  void wrongPasswordIsSaidWithoutThePassword() throws Exception {
    // Given
    kafka.createTopic(topic, 1);
    Map<String, String> environment = environment();
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL");
    environment.put("KAFKA_PROPERTY_SASL_MECHANISM", "SCRAM-SHA-512");
    environment.put(
        "KAFKA_PROPERTY_SASL_JAAS_CONFIG",
        SecurityExamples.scramLogin().replace(SecurityExamples.PASSWORD, "hunter2"));
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_TYPE", "PEM");
    environment.put("KAFKA_PROPERTY_SSL_TRUSTSTORE_CERTIFICATES", security.certificate());
    environment.put("DJANGO_LOG_LEVEL", "DEBUG");

    // When
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("check the login and the security protocol of the brokers", LONG);

      // Then
      assertThat(jar.report()).doesNotContain("hunter2").doesNotContain("BEGIN CERT");
    }
  }

  private static TokenIssuer tokenIssuer() {
    return TokenIssuer.start(SecurityExamples.CLIENT, SecurityExamples.PASSWORD);
  }

  private EmbeddedKafka broker(TokenIssuer issuer) throws IOException {
    BrokerSecurity tokens = BrokerSecurity.tokens(issuer);
    Files.writeString(files.resolve("ca.pem"), tokens.certificate());
    return EmbeddedKafka.start(tokens);
  }

  private static void assertApplied(String principal, JarProcess jar) {
    assertThat(relations.tupleTexts())
        .contains("rbac/group:g-1#t_member@rbac/principal:" + principal);
    assertThat(jar.report())
        .doesNotContain(SecurityExamples.PASSWORD)
        .doesNotContain("BEGIN CERTIFICATE");
  }

  private String clowderFile() {
    String servers = kafka.bootstrapServers();
    return """
        {
          "metricsPort": 0,
          "metricsPath": "/metrics",
          "logging": {"type": "null"},
          "kafka": {
            "brokers": [
              {"hostname": "plain.example.net", "port": 9092},
              {"hostname": "%s", "port": %s, "authtype": "sasl", "securityProtocol": "SASL_SSL",
               "cacert": "%s",
               "sasl": {"username": "%s", "password": "%s", "saslMechanism": "SCRAM-SHA-512"}}],
            "topics": [{"requestedName": "%s", "name": "pine-%s"}]
          }
        }
        """
        .formatted(
            servers.substring(0, servers.indexOf(':')),
            servers.substring(servers.indexOf(':') + 1),
            security.certificate().replace("\n", "\\n"),
            SecurityExamples.USER,
            SecurityExamples.PASSWORD,
            topic,
            topic);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", topic);
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", topic.replace('-', '_'));
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    return environment;
  }

  private static void publish(EmbeddedKafka broker, String topic, String principal) {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "group", "g-1"),
            "member",
            SubjectReference.of(ObjectReference.of("rbac", "principal", principal)));
    broker.publish(
        OutboxMessages.relations().add(tuple).build().at(new PartitionId(topic, 0), new Offset(0)));
  }
}
