package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.launcher.tokens.settings.DatabaseSettings;
import dev.rbacconsumer.launcher.tokens.settings.SslMode;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of a Clowder file. */
final class ClowderDatabaseTest {
  private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
  private static final String DATABASE =
      """
      "database": {"name": "rbac", "username": "writer", "password": "hush-hush",
        "hostname": "db.example.com", "port": 5433, "adminUsername": "root",
        "adminPassword": "hush-hush-too", "rdsCa": "%s", "sslMode": "verify-full"}
      """
          .formatted(PEM.replace("\n", "\\n"));

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void enable() {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("CLOWDER_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "postgres");
  }

  @Test
  void fileGivesTheWholeConnection() throws IOException {
    assertThat(database(read(DATABASE)))
        .isEqualTo(
            new DatabaseSettings(
                new HostAndPort("db.example.com", 5433),
                "rbac",
                "writer",
                Optional.of(new DatabaseSettings.Secret.Text("hush-hush")),
                SslMode.VERIFY_FULL,
                Optional.of(new DatabaseSettings.Authorities.Text(PEM)),
                Duration.ofSeconds(60)));
  }

  @Test
  void filesOfTheEnvironmentTakePrecedence() throws IOException {
    environment.put("DATABASE_PASSWORD_FILE", "/run/password");
    environment.put("PGSSLROOTCERT", "/run/ca");

    DatabaseSettings database = database(read(DATABASE));

    assertThat(database.password())
        .contains(new DatabaseSettings.Secret.File(Path.of("/run/password")));
    assertThat(database.authorities())
        .contains(new DatabaseSettings.Authorities.File(Path.of("/run/ca")));
  }

  @Test
  void anotherServerDoesNotReceiveTheLogin() throws IOException {
    environment.put("DATABASE_HOST", "elsewhere.example.com");
    environment.put("DATABASE_NAME", "other");
    environment.put("DATABASE_USER", "someone");

    DatabaseSettings database = database(read(DATABASE));

    assertThat(database.server()).isEqualTo(new HostAndPort("elsewhere.example.com", 5432));
    assertThat(database.user()).isEqualTo("someone");
    assertThat(database.password()).isEmpty();
    assertThat(database.authorities()).isEmpty();
  }

  @Test
  void anotherPasswordIsReportedWithoutEither() throws IOException {
    environment.put("DATABASE_PASSWORD", "our-own-secret");

    SettingsResult.Accepted accepted = read(DATABASE);

    assertThat(accepted.warnings())
        .contains("DATABASE_PASSWORD: Clowder's file says something else, which is not used");
    assertThat(accepted.warnings() + accepted.lines().toString())
        .doesNotContain("hush-hush", "our-own-secret", "MIIB");
  }

  @Test
  void databaseOfADeploymentThatDoesNotUseItIsNoProblem() throws IOException {
    environment.put("RBAC_KAFKA_CONSUMER_TOKENS", "log");

    assertThat(read("\"database\": {\"hostname\": \"a b\", \"rdsCa\": \"no\"}").settings().tokens())
        .isEqualTo(new TokenSettings.Log());
  }

  private static DatabaseSettings database(SettingsResult.Accepted accepted) {
    return ((TokenSettings.Postgres) accepted.settings().tokens()).database();
  }

  private SettingsResult.Accepted read(String members) throws IOException {
    Path file = directory.resolve("cdappconfig.json");
    Files.writeString(file, ClowderFiles.file(members));
    environment.put("ACG_CONFIG", file.toString());
    return SettingsReader.read(environment, Map.of())
        .match(
            accepted -> accepted,
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }
}
