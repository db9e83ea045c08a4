package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.relations.config.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the deployments of RBAC set beside Clowder's file without meaning them. */
final class ClowderPrecedenceTest {
  private static final String ENDPOINT =
      "{\"dependencyEndpoints\":{\"v2\":{\"kessel-relations\":"
          + "{\"api\":{\"uri\":\"%s://real:8000\"}}}}}";

  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void enable() throws IOException {
    file = directory.resolve("cdappconfig.json");
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("ACG_CONFIG", file.toString());
    Files.writeString(file, ENDPOINT.formatted("http"));
  }

  @Test
  void defaultAddressLosesAgainstClowdersEndpoint() {
    environment.put("RELATION_API_SERVER", "localhost:9000");

    assertThat(accepted().settings().relations().target()).isEqualTo("real:9000");
    assertThat(accepted().notes())
        .containsExactly(
            "RELATION_API_SERVER: \"real:9000\" from Clowder's file is used, as localhost:9000 is"
                + " only the default");
    assertThat(accepted().warnings()).isEmpty();
    assertThat(accepted().lines()).contains("RELATION_API_SERVER = \"real:9000\" (" + file + ")");
  }

  @Test
  void encryptionIsThatOfClowdersEndpointToo() throws IOException {
    environment.put("RELATION_API_SERVER", "localhost:9000");
    Files.writeString(file, ENDPOINT.formatted("https"));

    assertThat(accepted().lines()).contains("RELATION_API_TLS = \"on\" (" + file + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9001", "127.0.0.1:9000", "other:9000"})
  void anyOtherAddressWins(String address) {
    environment.put("RELATION_API_SERVER", address);

    assertThat(accepted().settings().relations().target()).isEqualTo(address);
    assertThat(accepted().notes()).isEmpty();
    assertThat(accepted().warnings())
        .containsExactly(
            "RELATION_API_SERVER: \"%s\" is used, though Clowder's file says \"real:9000\""
                .formatted(address));
  }

  @Test
  void defaultAddressCountsWhereClowderKnowsNoEndpoint() throws IOException {
    environment.put("RELATION_API_SERVER", "localhost:9000");
    Files.writeString(file, "{}");

    assertThat(accepted().settings().relations().target()).isEqualTo("localhost:9000");
    assertThat(accepted().notes()).isEmpty();
  }

  @Test
  void clientWithoutAnIdentityProviderMeansNoLogin() {
    environment.put("RELATION_API_CLIENT_ID", "rbac");
    environment.put("RELATION_API_CLIENT_SECRET", "hunter2");
    environment.put("REDHAT_SSO", "");

    SettingsResult.Accepted result = accepted();

    assertThat(result.settings().relations().credentials()).isInstanceOf(Credentials.None.class);
    assertThat(result.warnings())
        .containsExactly(
            "REDHAT_SSO is not set, so RELATION_API_CLIENT_ID and RELATION_API_CLIENT_SECRET are"
                + " not used: CALLS OF THE RELATIONS API CARRY NO LOGIN. Set REDHAT_SSO to log in");
    assertThat(result.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "RELATION_API_CLIENT_ID, RELATION_API_CLIENT_ID",
    "RELATION_API_CLIENT_SECRET, RELATION_API_CLIENT_SECRET"
  })
  void halfOfALoginIsAnErrorAndNotNoLogin(String name, String complaint) {
    environment.put(name, "value");

    assertThat(problems()).first().asString().startsWith(complaint + ": want ");
  }

  @ParameterizedTest
  @CsvSource({"RELATION_API_TOKEN_SCOPE, api", "RELATION_API_TOKEN_CA_FILE, /ca.pem"})
  void oneSettingOfALoginMakesTheOthersCount(String name, String value) {
    environment.put("RELATION_API_CLIENT_ID", "rbac");
    environment.put("RELATION_API_CLIENT_SECRET", "secret");
    environment.put(name, value);

    assertThat(problems())
        .containsExactly(
            "RELATION_API_CLIENT_ID: want RELATION_API_TOKEN_URL or RELATION_API_TOKEN_ISSUER"
                + " beside it, got \"rbac\"");
  }

  @Test
  void tokenIsStillRefusedInTheClear() {
    environment.put("RELATION_API_CLIENT_ID", "rbac");
    environment.put("RELATION_API_CLIENT_SECRET", "secret");
    environment.put("REDHAT_SSO", "sso.example");

    assertThat(problems())
        .containsExactly(
            "RELATION_API_ALLOW_PLAINTEXT_TOKEN: want true, or TLS all the way, got tokens to"
                + " real:9000");
  }

  @Test
  void withoutClowderAClientNeedsAnIdentityProvider() {
    environment.remove("ACG_CONFIG");
    environment.put("RELATION_API_CLIENT_ID", "rbac");
    environment.put("RELATION_API_CLIENT_SECRET", "secret");

    assertThat(problems()).singleElement().asString().startsWith("RELATION_API_CLIENT_ID: want ");
  }

  private SettingsResult.Accepted accepted() {
    return (SettingsResult.Accepted) SettingsReader.read(environment, Map.of());
  }

  private List<String> problems() {
    return ((SettingsResult.Refused) SettingsReader.read(environment, Map.of()))
        .problems().stream().map(Problem::toString).toList();
  }
}
