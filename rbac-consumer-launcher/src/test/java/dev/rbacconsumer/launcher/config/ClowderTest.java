package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.launcher.config.types.AdvertisedUrl;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each shape that a provider of Clowder writes, and each trap in it. */
final class ClowderTest {
  /** The protocol of the group, which is not from the file. */
  private static final Map.Entry<String, String> CLASSIC = Map.entry("group.protocol", "classic");

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path file;

  @BeforeEach
  void enable() {
    file = directory.resolve("cdappconfig.json");
    environment.put("KAFKA_ENABLED", "true");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("CLOWDER_ENABLED", "true");
    environment.put("ACG_CONFIG", file.toString());
  }

  @Test
  void brokersWithLoginAndCertificatesNeedNothingElse() throws IOException {
    // Given
    write(ClowderFiles.withBrokers(ClowderFiles.saslBroker("k0"), ClowderFiles.saslBroker("k1")));

    // When
    KafkaClientSettings kafka = accepted().settings().kafka().client();

    // Then
    assertThat(kafka.bootstrapServers()).isEqualTo("k0:9096,k1:9096");
    assertThat(kafka.more())
        .containsOnly(
            CLASSIC,
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
            Map.entry(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"pine-writer\" password=\"not \\\"a\\\\secret\";"),
            Map.entry("ssl.truststore.type", "PEM"),
            Map.entry("ssl.truststore.certificates", ClowderFiles.CERTIFICATE.strip()));
    assertThat(accepted().lines())
        .contains(
            "KAFKA_SERVERS = \"k0:9096,k1:9096\" (" + file + ")",
            "kafka.sasl.jaas.config = (hidden) (" + file + ")",
            "kafka.ssl.truststore.certificates = (hidden) (" + file + ")");
    assertThat(accepted().settings().toString()).doesNotContain("secret").doesNotContain("MIIB");
  }

  @Test
  void tlsWithoutALoginStaysTls() throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker(
                "k0", ", \"securityProtocol\": \"SSL\", \"cacert\": \"PEM of ours\"")));

    assertThat(accepted().settings().kafka().client().more())
        .containsOnly(
            CLASSIC,
            Map.entry("security.protocol", "SSL"),
            Map.entry("ssl.truststore.type", "PEM"),
            Map.entry("ssl.truststore.certificates", "PEM of ours"));
  }

  @Test
  void nothingSaidAboutSecurityIsPlainText() throws IOException {
    write(ClowderFiles.withBrokers(ClowderFiles.broker("k0", "")));

    assertThat(accepted().settings().kafka().client().more())
        .containsOnly(CLASSIC, Map.entry("security.protocol", "PLAINTEXT"));
  }

  @Test
  void protocolMayBeInLowerCase() throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker("k0", ", \"securityProtocol\": \"plaintext\"")));

    assertThat(accepted().settings().kafka().client().more())
        .containsOnly(CLASSIC, Map.entry("security.protocol", "PLAINTEXT"));
  }

  @Test
  void onlyTheEntriesOfTheStrongestSecurityAreUsed() throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker("plain", ""),
            ClowderFiles.saslBroker("safe"),
            ClowderFiles.broker("tls", ", \"securityProtocol\": \"SSL\", \"cacert\": \"other\"")));

    KafkaClientSettings kafka = accepted().settings().kafka().client();

    assertThat(kafka.bootstrapServers()).isEqualTo("safe:9096");
    assertThat(kafka.more())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.certificates", ClowderFiles.CERTIFICATE.strip());
  }

  @Test
  void loginWithoutTheDeprecatedFieldIsNotDropped() throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker(
                "k0",
                ", \"authtype\": \"sasl\", \"securityProtocol\": \"SASL_SSL\","
                    + "\"sasl\": {\"username\": \"u\", \"password\": \"p\"}")));

    assertThat(accepted().settings().kafka().client().more())
        .containsOnly(
            CLASSIC,
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"u\" password=\"p\";"));
  }

  @ParameterizedTest
  @CsvSource({"SASL_PLAINTEXT, SASL_PLAINTEXT", "SSL, SASL_SSL", "'', SASL_SSL"})
  void protocolIsTheDeprecatedOneOnlyWhereTheOwnIsMissing(String deprecated, String expected)
      throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker(
                "k0",
                ", \"authtype\": \"sasl\", \"sasl\": {\"username\": \"u\", \"password\": \"p\","
                    + " \"saslMechanism\": \"PLAIN\", \"securityProtocol\": \"%s\"}"
                        .formatted(deprecated))));

    assertThat(accepted().settings().kafka().client().more())
        .containsEntry("security.protocol", expected);
  }

  @Test
  void certificatesOfAllEntriesInUseAreTrusted() throws IOException {
    String tls = ", \"securityProtocol\": \"SSL\", \"cacert\": \"%s\"";
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker("a", ", \"securityProtocol\": \"SSL\""),
            ClowderFiles.broker("b", tls.formatted("one")),
            ClowderFiles.broker("c", tls.formatted("two")),
            ClowderFiles.broker("d", tls.formatted("one"))));

    assertThat(accepted().settings().kafka().client().more())
        .containsEntry("ssl.truststore.certificates", "one\ntwo");
  }

  @Test
  void everythingWrongInTheFileIsSaidAtOnceWithItsPlace() throws IOException {
    write(
        ClowderFiles.withBrokers(
            "{\"hostname\": \"k0\", \"authtype\": \"sasl\"}",
            "{\"port\": 9092, \"authtype\": \"sasl\"}"));

    assertThat(problems())
        .contains(
            "kafka.brokers[0].port in "
                + file
                + ": want a port from 1 to 65535 (and a host before it), got nothing",
            "kafka.brokers[1].hostname in " + file + ": want the name of a host, got nothing",
            "kafka.brokers[0].sasl.username in " + file + ": want a text, got nothing",
            "kafka.brokers[0].sasl.password in " + file + ": want a text, got nothing");
  }

  @Test
  void securityThatNoOneKnowsIsRefused() throws IOException {
    write(
        ClowderFiles.withBrokers(
            ClowderFiles.broker("k0", ", \"securityProtocol\": \"MAGIC\""),
            ClowderFiles.broker(
                "k1", ", \"authtype\": \"sasl\", \"sasl\": {\"securityProtocol\": \"TLS\"}")));

    assertThat(problems())
        .contains(
            "kafka.brokers[0].securityProtocol in "
                + file
                + ": want one of [PLAINTEXT, SASL_PLAINTEXT, SSL, SASL_SSL], got \"MAGIC\"",
            "kafka.brokers[1].sasl.securityProtocol in "
                + file
                + ": want one of [PLAINTEXT, SASL_PLAINTEXT, SSL, SASL_SSL], got \"TLS\"");
  }

  @Test
  void topicsHaveTheirNameOnTheBroker() throws IOException {
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "letters");
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "kafka");
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", "tokens");
    write(
        ClowderFiles.file(
            """
            "kafka": {"brokers": [{"hostname": "k", "port": 1}], "topics": [
              {"requestedName": "outbox", "name": "pine-outbox"},
              {"requestedName": "tokens", "name": "pine-tokens"},
              {"requestedName": "letters", "name": "pine-letters"}]}
            """));

    assertThat(accepted().settings().kafka().topic()).isEqualTo("pine-outbox");
    assertThat(accepted().settings().delivery().deadLetterTopic()).contains("pine-letters");
    assertThat(accepted().settings().tokens())
        .isInstanceOfSatisfying(
            TokenSettings.Kafka.class, it -> assertThat(it.topic()).isEqualTo("pine-tokens"));
    assertThat(accepted().warnings()).isEmpty();
  }

  @Test
  void topicThatWasNotAskedForIsUsedWithAWarning() throws IOException {
    write(
        ClowderFiles.file(
            """
            "kafka": {"brokers": [{"hostname": "k", "port": 1}], "topics": [
              {"requestedName": "inbox", "name": "pine-inbox"}]}
            """));

    assertThat(accepted().settings().kafka().topic()).isEqualTo("outbox");
    assertThat(accepted().warnings())
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_TOPIC: the deployment did not ask Clowder for a topic \"outbox\";"
                + " it is used by this name");
  }

  @Test
  void metricsAreServedWhereClowderLooksForThem() throws IOException {
    write(
        "{\"metricsPort\": 9123, \"metricsPath\": \"/measure\", \"kafka\":"
            + " {\"brokers\": [{\"hostname\": \"k\", \"port\": 1}]}}");

    var auto = new AdvertisedUrl.Automatic();
    assertThat(accepted().settings().metrics())
        .isEqualTo(new Settings.Metrics(Optional.of(9123), "/measure", List.of(), auto));
  }

  @Test
  void addressOfTheRelationsApiIsTheNewerOneAndAlwaysThePortOfGrpc() throws IOException {
    String kafka = "\"kafka\": {\"brokers\": [{\"hostname\": \"k\", \"port\": 1}]}, ";
    String older =
        """
        "endpoints": [{"app": "kessel-relations", "name": "other", "hostname": "no", "port": 1},
                      {"app": "other", "name": "api", "hostname": "no", "port": 1},
                      {"app": "kessel-relations", "name": "api", "hostname": "old", "port": 8000}]
        """;

    write(ClowderFiles.file(kafka + older));
    assertThat(accepted().settings().relations().target()).isEqualTo("old:9000");

    write(
        ClowderFiles.file(
            kafka
                + older
                + ", \"dependencyEndpoints\": {\"v2\": {\"kessel-relations\":"
                + " {\"api\": {\"uri\": \"http://new.svc:8000/x\"}}}}"));
    assertThat(accepted().settings().relations().target()).isEqualTo("new.svc:9000");
  }

  @Test
  void environmentBeatsClowderWithAWarning() throws IOException {
    environment.put("RELATION_API_SERVER", "localhost:9001");
    write(
        ClowderFiles.file(
            """
            "kafka": {"brokers": [{"hostname": "k", "port": 1}],
                      "topics": [{"requestedName": "outbox", "name": "outbox"}]},
            "endpoints": [{"app": "kessel-relations", "name": "api", "hostname": "real", "port": 1}]
            """));

    assertThat(accepted().settings().relations().target()).isEqualTo("localhost:9001");
    assertThat(accepted().warnings())
        .containsExactly(
            "RELATION_API_SERVER: \"localhost:9001\" is used, though Clowder's file says"
                + " \"real:9000\"");
  }

  @ParameterizedTest
  @CsvSource({"KAFKA_SERVERS, other:9092", "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER, other:9092"})
  void loginOfClowdersBrokersNeverReachesOthers(String name, String broker) throws IOException {
    environment.put(name, broker);
    write(ClowderFiles.withBrokers(ClowderFiles.saslBroker("k0")));

    assertThat(accepted().settings().kafka().client().bootstrapServers()).isEqualTo("other:9092");
    assertThat(accepted().settings().kafka().client().more()).containsOnly(CLASSIC);
    assertThat(accepted().warnings())
        .contains(
            "Clowder's login and certificates are left aside: they are for Clowder's brokers, and "
                + name
                + " names others");
  }

  @Test
  void customBrokerDropsALoginThatWasGivenByHandToo() throws IOException {
    environment.put("RBAC_KAFKA_CUSTOM_CONSUMER_BROKER", "other:9092");
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SSL");
    environment.put("KAFKA_PROPERTY_MAX_POLL_RECORDS", "7");
    environment.remove("CLOWDER_ENABLED");
    environment.remove("ACG_CONFIG");

    assertThat(accepted().settings().kafka().client().more())
        .containsOnly(CLASSIC, Map.entry("max.poll.records", "7"));
    assertThat(accepted().warnings())
        .containsExactly(
            "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER: connected to without login and TLS, so these have"
                + " no effect: KAFKA_PROPERTY_SECURITY_PROTOCOL");
  }

  @Test
  void fileWithoutKafkaLeavesTheBrokersToOthers() throws IOException {
    write("{\"metricsPort\": 9000, \"metricsPath\": \"/metrics\"}");
    assertThat(problems())
        .containsExactly(
            "KAFKA_SERVERS: want host:port, comma separated, as %s has no brokers, got nothing"
                .formatted(file));

    environment.put("KAFKA_SERVERS", "k:1");
    assertThat(accepted().settings().metrics().port()).contains(9000);
    assertThat(accepted().warnings()).isEmpty();
  }

  @Test
  void fileIsReadOnlyWhereClowderIsEnabled() {
    environment.put("CLOWDER_ENABLED", "false");
    environment.put("KAFKA_SERVERS", "k:1");

    assertThat(accepted().settings().metrics().port()).contains(9464);
    assertThat(accepted().warnings())
        .containsExactly("ACG_CONFIG: not read, because CLOWDER_ENABLED is false");
  }

  @Test
  void fileIsReadWhereNothingSaysWhetherClowderIsEnabled() throws IOException {
    environment.remove("CLOWDER_ENABLED");
    write(ClowderFiles.withBrokers(ClowderFiles.broker("k0", "")));

    assertThat(accepted().settings().kafka().client().bootstrapServers()).isEqualTo("k0:9096");
  }

  @Test
  void clowderWithoutItsFileIsRefused() {
    environment.remove("ACG_CONFIG");
    environment.put("KAFKA_SERVERS", "k:1");

    assertThat(problems())
        .containsExactly(
            "CLOWDER_ENABLED: want ACG_CONFIG beside it, as Clowder sets it, got \"true\"");
  }

  @Test
  void fileThatCannotBeReadIsRefusedWithoutShowingWhatIsInIt() throws IOException {
    environment.put("KAFKA_SERVERS", "k:1");
    String start = "ACG_CONFIG: want the file that Clowder mounts, got \"" + file + "\", ";

    assertThat(problems()).containsExactly(start + "where there is no file");
    write("{\n\"password\": \"hunter2\n");
    assertThat(problems()).containsExactly(start + "which is not JSON at line 2");
    write("[]");
    assertThat(problems()).containsExactly(start + "which is no object of JSON");
    write("");
    assertThat(problems()).containsExactly(start + "which is no object of JSON");
    write("{\"a\": {");
    assertThat(problems()).containsExactly(start + "which is not JSON at line 1");
  }

  private void write(String content) throws IOException {
    Files.writeString(file, content);
  }

  private SettingsResult.Accepted accepted() {
    return SettingsReader.read(environment, Map.of())
        .match(
            it -> it,
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }

  private List<String> problems() {
    return SettingsReader.read(environment, Map.of())
        .match(
            accepted -> List.of(),
            refused -> refused.problems().stream().map(Problem::toString).toList());
  }
}
