package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.config.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the Relations API of a Clowder file is spoken to by TLS. */
final class ClowderRelationsTest {
  private static final String OLDER =
      "\"endpoints\": [{\"app\": \"kessel-relations\", \"name\": \"api\","
          + " \"hostname\": \"old\", \"port\": 8000 %s}]";
  private static final String NEWER =
      "\"dependencyEndpoints\": {\"v2\": {\"kessel-relations\": {\"api\": {%s}}}}";
  private static final String ENVIRONMENT = "\"tlsCAPath\": \"/cdapp/environment.pem\", ";

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void enable() {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("CLOWDER_ENABLED", "true");
  }

  @Test
  void withoutAWordOfTlsTheServerIsSpokenToWithoutIt() throws IOException {
    assertThat(transport(OLDER.formatted(""))).isEqualTo(Transport.plaintext());
    assertThat(transport(OLDER.formatted(", \"tlsPort\": 0"))).isEqualTo(Transport.plaintext());
    assertThat(transport(NEWER.formatted("\"uri\": \"http://new:8000\"")))
        .isEqualTo(Transport.plaintext());
  }

  @Test
  void portOrAuthorityForTlsMeansTls() throws IOException {
    assertThat(transport(OLDER.formatted(", \"tlsPort\": 8443"))).isEqualTo(tls(""));
    assertThat(transport(ENVIRONMENT + OLDER.formatted("")))
        .isEqualTo(tls("/cdapp/environment.pem"));
    assertThat(transport(ENVIRONMENT + OLDER.formatted(", \"tlsCAPath\": \"/cdapp/own.pem\"")))
        .isEqualTo(tls("/cdapp/own.pem"));
  }

  @Test
  void newerFormSaysItInItsUri() throws IOException {
    String https = "\"uri\": \"https://new:8443\"";

    assertThat(transport(NEWER.formatted(https))).isEqualTo(tls(""));
    assertThat(transport(ENVIRONMENT + NEWER.formatted(https)))
        .isEqualTo(tls("/cdapp/environment.pem"));
    assertThat(transport(NEWER.formatted(https + ", \"ca_certificate\": \"/cdapp/own.pem\"")))
        .isEqualTo(tls("/cdapp/own.pem"));
    assertThat(transport(ENVIRONMENT + NEWER.formatted("\"uri\": \"http://new:8000\"")))
        .isEqualTo(Transport.plaintext());
  }

  @ParameterizedTest
  @CsvSource({"on, true", "auto, true", "off, false"})
  void whatIsWrittenOfTlsBeatsTheFile(String mode, boolean tls) throws IOException {
    environment.put("RELATION_API_TLS", mode);

    assertThat(transport(OLDER.formatted(""))).isEqualTo(tls ? tls("") : Transport.plaintext());
    assertThat(transport(ENVIRONMENT + OLDER.formatted("")))
        .isEqualTo(tls ? tls("/cdapp/environment.pem") : Transport.plaintext());
  }

  @Test
  void fileSaysNothingOfAnotherServer() throws IOException {
    environment.put("RELATION_API_SERVER", "elsewhere.example.com:9000");
    assertThat(transport(ENVIRONMENT + OLDER.formatted(""))).isEqualTo(tls(""));

    environment.put("RELATION_API_SERVER", "localhost:9001");
    assertThat(transport(ENVIRONMENT + OLDER.formatted(""))).isEqualTo(Transport.plaintext());
  }

  private static Transport tls(String authority) {
    return new Transport.Tls(
        authority.isEmpty() ? Optional.empty() : Optional.of(Path.of(authority)), Optional.empty());
  }

  private Transport transport(String members) throws IOException {
    Path file = directory.resolve("cdappconfig.json");
    Files.writeString(file, ClowderFiles.file(members));
    environment.put("ACG_CONFIG", file.toString());
    return SettingsReader.read(environment, Map.of())
        .match(
            accepted -> accepted.settings().relations().transport(),
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }
}
