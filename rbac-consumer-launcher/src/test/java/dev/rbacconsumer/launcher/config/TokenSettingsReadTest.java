package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.launcher.tokens.settings.DatabaseSettings;
import dev.rbacconsumer.launcher.tokens.settings.SslMode;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Destination of consistency tokens, as the environment has it. */
final class TokenSettingsReadTest {
  /** They cannot be set beside others that {@link #everything} has. */
  static final Set<String> EXCLUDED_BY_OTHERS = Set.of("DATABASE_PASSWORD", "DATABASE_CA");

  /** Result of {@link #everything}. */
  static final TokenSettings EVERYTHING =
      new TokenSettings.Postgres(
          new DatabaseSettings(
              new HostAndPort("db.example.com", 5433),
              "rbac",
              "writer",
              Optional.of(new DatabaseSettings.Secret.File(Path.of("/run/password"))),
              SslMode.VERIFY_FULL,
              Optional.of(new DatabaseSettings.Authorities.File(Path.of("/run/ca"))),
              Duration.ofSeconds(5)),
          "Workspaces",
          "UPDATE t SET c = ? WHERE o = ?",
          "SELECT notify(?, ?)",
          500,
          Duration.ofSeconds(2));

  static Map<String, String> everything() {
    return Map.ofEntries(
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS", "Postgres"),
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", "tokens"),
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS_MAX_WAIT", "2s"),
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS_QUEUE", "500"),
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS_UPDATE", "UPDATE t SET c = ? WHERE o = ?"),
        Map.entry("RBAC_KAFKA_CONSUMER_TOKENS_NOTIFY", "SELECT notify(?, ?)"),
        Map.entry("READ_YOUR_WRITES_CHANNEL", "Workspaces"),
        Map.entry("DATABASE_HOST", "db.example.com"),
        Map.entry("DATABASE_PORT", "5433"),
        Map.entry("DATABASE_NAME", "rbac"),
        Map.entry("DATABASE_USER", "writer"),
        Map.entry("DATABASE_PASSWORD_FILE", "/run/password"),
        Map.entry("PGSSLMODE", "verify-full"),
        Map.entry("PGSSLROOTCERT", "/run/ca"),
        Map.entry("DATABASE_LOCK_TIMEOUT_MS", "5000"));
  }

  @Test
  void tokensAreLoggedUnlessAnotherDestinationIsSet() {
    assertThat(read(Map.of())).isEqualTo(new TokenSettings.Log());
    assertThat(read(Map.of("RBAC_KAFKA_CONSUMER_TOKENS", "log")))
        .isEqualTo(new TokenSettings.Log());
  }

  @Test
  void leastForADatabaseHasTheDefaultsOfRbac() {
    assertThat(read(least()))
        .isEqualTo(
            new TokenSettings.Postgres(
                new DatabaseSettings(
                    new HostAndPort("::1", 5432),
                    "rbac",
                    "writer",
                    Optional.empty(),
                    SslMode.PREFER,
                    Optional.empty(),
                    Duration.ofSeconds(60)),
                "READ_YOUR_WRITES_CHANNEL",
                "UPDATE api_tenant SET relations_consistency_token = ? WHERE org_id = ?",
                "SELECT pg_notify(?, ?)",
                10_000,
                Duration.ofSeconds(1)));
  }

  @Test
  void databaseNeedsAServerANameAndALogin() {
    assertThat(problems(Map.of("RBAC_KAFKA_CONSUMER_TOKENS", "postgres")))
        .containsExactly(
            "DATABASE_HOST: want the name of a server, because RBAC_KAFKA_CONSUMER_TOKENS is"
                + " postgres, got nothing",
            "DATABASE_NAME: want the name of a database, because RBAC_KAFKA_CONSUMER_TOKENS is"
                + " postgres, got nothing",
            "DATABASE_USER: want a login, because RBAC_KAFKA_CONSUMER_TOKENS is postgres, got"
                + " nothing");
  }

  @Test
  void topicMustBeNamed() {
    assertThat(problems(Map.of("RBAC_KAFKA_CONSUMER_TOKENS", "kafka")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC: want the name of a topic, because"
                + " RBAC_KAFKA_CONSUMER_TOKENS is kafka, got nothing");
    assertThat(
            read(
                Map.of(
                    "RBAC_KAFKA_CONSUMER_TOKENS",
                    "kafka",
                    "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC",
                    "tokens")))
        .isEqualTo(new TokenSettings.Kafka("tokens", Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATABASE_HOST | db:5432 | want a name or an address without a port, got \"db:5432\"",
        "DATABASE_PORT | 0 | want a whole number from 1 to 65535, got \"0\"",
        "PGSSLMODE | always | want one of disable, allow, prefer, require, verify-ca, verify-full,"
            + " got \"always\"",
        "DATABASE_CA | no | want certificates in PEM, got a hidden value",
        "RBAC_KAFKA_CONSUMER_TOKENS_UPDATE | UPDATE t SET c = ? | want one statement of SQL with"
            + " exactly two ?, got \"UPDATE t SET c = ?\"",
        "DATABASE_PASSWORD_FILE | /run/password | want it or DATABASE_PASSWORD, not both, got"
            + " \"/run/password\""
      })
  void wrongValueIsAProblemOfItsModeOnly(String name, String value, String problem) {
    Map<String, String> environment = new HashMap<>(least());
    environment.put("DATABASE_PASSWORD", "hush-hush");
    environment.put(name, value);

    assertThat(problems(environment)).containsExactly(name + ": " + problem);
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "log");
    assertThat(problems(environment)).isEmpty();
  }

  @Test
  void passwordAndCertificatesAreNeverShown() {
    Map<String, String> environment = new HashMap<>(least());
    environment.put("DATABASE_PASSWORD", "hush-hush");
    environment.put("DATABASE_CA", "-----BEGIN CERTIFICATE-----hush-hush");

    SettingsResult.Accepted accepted = (SettingsResult.Accepted) result(environment);

    assertThat(accepted.lines()).contains("DATABASE_PASSWORD = (hidden) (environment)");
    assertThat(accepted.lines() + accepted.settings().tokens().toString())
        .doesNotContain("hush-hush");
  }

  private static Map<String, String> least() {
    return Map.of(
        "RBAC_KAFKA_CONSUMER_TOKENS", "postgres",
        "DATABASE_HOST", "::1",
        "DATABASE_NAME", "rbac",
        "DATABASE_USER", "writer");
  }

  private static TokenSettings read(Map<String, String> environment) {
    return ((SettingsResult.Accepted) result(environment)).settings().tokens();
  }

  private static List<String> problems(Map<String, String> environment) {
    return result(environment)
        .match(
            accepted -> List.of(),
            refused -> refused.problems().stream().map(Problem::toString).toList());
  }

  private static SettingsResult result(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    return SettingsReader.read(environment, Map.of());
  }
}
