package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.config.Transport;
import java.net.URI;
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

/** How the Relations API is reached, as the environment has it. */
final class RelationsSettingsReadTest {
  /** They cannot be set beside others that {@link #everything} has. */
  static final Set<String> EXCLUDED_BY_OTHERS =
      Set.of("RELATION_API_TOKEN", "RELATION_API_TOKEN_FILE", "RELATION_API_TOKEN_ISSUER");

  private static final String SECRET = "hush-hush";

  /** What {@link #everything} comes to. */
  static final RelationsSettings EVERYTHING =
      RelationsSettings.forTarget("relations:9001")
          .dialect(RelationsDialect.SPICEDB)
          .names(new StoreNames(false, false))
          .transport(
              Transport.tls()
                  .trusting(Path.of("/tls/ca.crt"))
                  .showing(
                      new Transport.ClientCertificate(
                          Path.of("/tls/tls.crt"), Path.of("/tls/tls.key"))))
          .authority("relations.example.com")
          .credentials(
              new Credentials.Client(
                  "me",
                  SECRET,
                  new Credentials.Provider.TokenEndpoint(
                      URI.create("https://sso.example.com/token")),
                  "api.read api.write",
                  Credentials.SecretIn.HEADER,
                  Optional.of(Path.of("/tls/sso.crt")),
                  Duration.ofSeconds(3)))
          .plaintextTokens(true)
          .callDeadline(Duration.ofMillis(250))
          .connectTimeout(Duration.ofSeconds(2))
          .keepAliveTime(Duration.ofMinutes(1))
          .maxConcurrentDeletes(4)
          .maxTuplesPerWrite(500)
          .removeStrayLockTokens(false)
          .build();

  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "kafka:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations",
          "REPLICATION_TO_RELATION_ENABLED", "true");

  static Map<String, String> everything() {
    return Map.ofEntries(
        Map.entry("RELATION_API_SERVER", "relations:9001"),
        Map.entry("RELATION_API_TIMEOUT", "250ms"),
        Map.entry("RELATION_API_DIALECT", "SpiceDB"),
        Map.entry("RELATION_API_SPICEDB_RELATION_PREFIX", "false"),
        Map.entry("RELATION_API_SPICEDB_TYPE_NAMESPACE", "false"),
        Map.entry("RELATION_API_CONNECT_TIMEOUT", "2s"),
        Map.entry("RELATION_API_KEEPALIVE_TIME", "1m"),
        Map.entry("RELATION_API_TLS", "On"),
        Map.entry("RELATION_API_CA_FILE", "/tls/ca.crt"),
        Map.entry("RELATION_API_CLIENT_CERT_FILE", "/tls/tls.crt"),
        Map.entry("RELATION_API_CLIENT_KEY_FILE", "/tls/tls.key"),
        Map.entry("RELATION_API_AUTHORITY", "relations.example.com"),
        Map.entry("RELATION_API_CLIENT_ID", "me"),
        Map.entry("RELATION_API_CLIENT_SECRET", SECRET),
        Map.entry("RELATION_API_TOKEN_URL", "https://sso.example.com/token"),
        Map.entry("RELATION_API_TOKEN_SCOPE", "api.read api.write"),
        Map.entry("RELATION_API_TOKEN_SECRET_IN", "header"),
        Map.entry("RELATION_API_TOKEN_CA_FILE", "/tls/sso.crt"),
        Map.entry("RELATION_API_TOKEN_TIMEOUT", "3s"),
        Map.entry("REDHAT_SSO", "sso.other.example.com"),
        Map.entry("OPENID_URL", "/other"),
        Map.entry("SCOPE", "other"),
        Map.entry("RELATION_API_ALLOW_PLAINTEXT_TOKEN", "true"),
        Map.entry("RELATION_API_MAX_CONCURRENT_DELETES", "4"),
        Map.entry("RELATION_API_MAX_TUPLES_PER_WRITE", "500"),
        Map.entry("RELATION_API_FENCING", "on"),
        Map.entry("RELATION_API_REMOVE_STRAY_LOCKS", "off"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9000, auto, false",
    "127.0.0.1:9000, auto, false",
    "[::1]:9000, auto, false",
    "relations:9000, auto, true",
    "localhost:9000, on, true",
    "relations:9000, off, false"
  })
  void onlyTheSameHostIsTalkedToInTheClearUnlessSaidOtherwise(
      String server, String mode, boolean tls) {
    var api = api(Map.of("RELATION_API_SERVER", server, "RELATION_API_TLS", mode));

    assertThat(api.transport()).isEqualTo(tls ? Transport.tls() : Transport.plaintext());
  }

  @Test
  void namesOfTheServiceThatThisOneReplacesMakeTheTokenEndpoint() {
    var api =
        api(
            Map.of(
                "RELATION_API_CLIENT_ID", "me",
                "RELATION_API_CLIENT_SECRET", SECRET,
                "REDHAT_SSO", "sso.example.com"));

    assertThat(api.credentials())
        .isEqualTo(
            Credentials.Client.of(
                    "me",
                    SECRET,
                    new Credentials.Provider.TokenEndpoint(
                        URI.create(
                            "https://sso.example.com/auth/realms/redhat-external/protocol"
                                + "/openid-connect/token")))
                .withScope("openid"));
  }

  @Test
  void anIssuerBeatsThoseNames() {
    var api =
        api(
            Map.of(
                "RELATION_API_CLIENT_ID", "me",
                "RELATION_API_CLIENT_SECRET", SECRET,
                "RELATION_API_TOKEN_ISSUER", "https://issuer.example.com/realm",
                "REDHAT_SSO", "sso.example.com"));

    assertThat(((Credentials.Client) api.credentials()).provider())
        .isEqualTo(new Credentials.Provider.Issuer(URI.create("https://issuer.example.com/realm")));
  }

  @Test
  void aTokenIsTakenFromTheEnvironmentOrFromAFile() {
    assertThat(api(Map.of("RELATION_API_TOKEN", SECRET)).credentials())
        .isEqualTo(new Credentials.Token(SECRET));
    assertThat(api(Map.of("RELATION_API_TOKEN_FILE", "/run/token")).credentials())
        .isEqualTo(new Credentials.TokenFile(Path.of("/run/token")));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    refused(
        Map.of("RELATION_API_TOKEN", SECRET, "RELATION_API_TOKEN_FILE", "/run/token"),
        "RELATION_API_TOKEN_FILE: want one source of tokens, got \"/run/token\" beside"
            + " RELATION_API_TOKEN");
    refused(
        Map.of(
            "RELATION_API_TOKEN",
            SECRET,
            "RELATION_API_CLIENT_ID",
            "me",
            "RELATION_API_CLIENT_SECRET",
            SECRET,
            "RELATION_API_TOKEN_URL",
            "https://sso/token"),
        "RELATION_API_CLIENT_ID: want one source of tokens, got \"me\" beside RELATION_API_TOKEN");
    refused(
        Map.of("RELATION_API_CLIENT_ID", "me", "RELATION_API_TOKEN_URL", "https://sso/token"),
        "RELATION_API_CLIENT_ID: want RELATION_API_CLIENT_SECRET beside it, got \"me\"");
    refused(
        Map.of("RELATION_API_CLIENT_SECRET", SECRET),
        "RELATION_API_CLIENT_SECRET: want RELATION_API_CLIENT_ID beside it, got a hidden value");
    refused(
        Map.of("RELATION_API_TOKEN_URL", "https://sso/token"),
        "RELATION_API_TOKEN_URL: want RELATION_API_CLIENT_ID beside it, got"
            + " \"https://sso/token\"");
    refused(
        Map.of("RELATION_API_CLIENT_ID", "me", "RELATION_API_CLIENT_SECRET", SECRET),
        "RELATION_API_CLIENT_ID: want RELATION_API_TOKEN_URL or RELATION_API_TOKEN_ISSUER beside"
            + " it, got \"me\"");
    refused(
        Map.of(
            "RELATION_API_CLIENT_ID", "me",
            "RELATION_API_CLIENT_SECRET", SECRET,
            "RELATION_API_TOKEN_ISSUER", "https://sso",
            "RELATION_API_TOKEN_URL", "https://sso/token"),
        "RELATION_API_TOKEN_ISSUER: want it or RELATION_API_TOKEN_URL, not both, got"
            + " \"https://sso\"");
  }

  @Test
  void filesForTlsNeedTlsAndEachOther() {
    refused(
        Map.of("RELATION_API_CA_FILE", "/ca"),
        "RELATION_API_CA_FILE: want RELATION_API_TLS=on beside it, got \"/ca\" without TLS, as the"
            + " server is on this host");
    refused(
        Map.of(
            "RELATION_API_SERVER", "relations:9000",
            "RELATION_API_TLS", "off",
            "RELATION_API_CLIENT_KEY_FILE", "/key"),
        "RELATION_API_CLIENT_KEY_FILE: want RELATION_API_TLS=on beside it, got \"/key\" without"
            + " TLS");
    refused(
        Map.of("RELATION_API_TLS", "on", "RELATION_API_CLIENT_CERT_FILE", "/crt"),
        "RELATION_API_CLIENT_CERT_FILE: want RELATION_API_CLIENT_KEY_FILE beside it, got"
            + " \"/crt\"");
    refused(
        Map.of("RELATION_API_TLS", "on", "RELATION_API_CLIENT_KEY_FILE", "/key"),
        "RELATION_API_CLIENT_KEY_FILE: want RELATION_API_CLIENT_CERT_FILE beside it, got"
            + " \"/key\"");
  }

  @Test
  void secretsGoInTheClearToAnotherHostOnlyWhenAllowedAndThenWithAWarning() {
    Map<String, String> token =
        Map.of(
            "RELATION_API_SERVER", "relations:9000",
            "RELATION_API_TLS", "off",
            "RELATION_API_TOKEN", SECRET);
    Map<String, String> secret =
        Map.of(
            "RELATION_API_CLIENT_ID", "me",
            "RELATION_API_CLIENT_SECRET", SECRET,
            "RELATION_API_TOKEN_URL", "http://sso:8080/token");

    refused(
        token,
        "RELATION_API_ALLOW_PLAINTEXT_TOKEN: want true, or TLS all the way, got tokens to"
            + " relations:9000");
    refused(
        secret,
        "RELATION_API_ALLOW_PLAINTEXT_TOKEN: want true, or TLS all the way, got the client's"
            + " secret to sso:8080");
    for (Map<String, String> allowed : List.of(token, secret)) {
      assertThat(accepted(allowed, "RELATION_API_ALLOW_PLAINTEXT_TOKEN", "true").warnings())
          .singleElement()
          .asString()
          .startsWith("RELATION_API_ALLOW_PLAINTEXT_TOKEN is true: ")
          .contains(" in the clear; ");
    }
  }

  @Test
  void fencingThatIsOffIsSaidLoudly() {
    var accepted = accepted(Map.of(), "RELATION_API_FENCING", "off");

    assertThat(accepted.settings().relations().fencing()).isFalse();
    assertThat(accepted.warnings())
        .singleElement()
        .asString()
        .startsWith("RELATION_API_FENCING is off: NOTHING PROVES THAT A PARTITION IS STILL OURS.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "RELATION_API_TLS; maybe",
        "RELATION_API_CA_FILE; ca.crt",
        "RELATION_API_AUTHORITY; two words",
        "RELATION_API_CONNECT_TIMEOUT; 0",
        "RELATION_API_KEEPALIVE_TIME; 9s",
        "RELATION_API_TOKEN_URL; sso.example.com/token",
        "RELATION_API_TOKEN_URL; https://me:word@sso/token",
        "RELATION_API_TOKEN_ISSUER; ftp://sso",
        "RELATION_API_TOKEN_SECRET_IN; cookie",
        "RELATION_API_TOKEN_TIMEOUT; 2h",
        "RELATION_API_ALLOW_PLAINTEXT_TOKEN; perhaps",
        "RELATION_API_MAX_CONCURRENT_DELETES; 0",
        "RELATION_API_MAX_TUPLES_PER_WRITE; 0",
        "RELATION_API_FENCING; loose",
        "REDHAT_SSO; two words",
      })
  void wrongValueIsOneLine(String name, String value) {
    assertThat(problems(Map.of(name, value)))
        .singleElement()
        .asString()
        .startsWith(name + ": want ")
        .endsWith(", got \"" + value + "\"");
  }

  @Test
  void noSecretIsInWhatIsLoggedOrReported() {
    var accepted = accepted(everything(), "RELATION_API_TLS", "on");

    assertThat(accepted.lines())
        .contains("RELATION_API_CLIENT_SECRET = (hidden) (environment)")
        .noneMatch(it -> it.contains(SECRET));
    assertThat(accepted.settings().toString()).doesNotContain(SECRET);
    assertThat(problems(Map.of("RELATION_API_TOKEN", SECRET + " with a blank")))
        .containsExactly(
            "RELATION_API_TOKEN: want visible ASCII without blanks, got a hidden value");
  }

  private static void refused(Map<String, String> more, String problem) {
    assertThat(problems(more)).containsExactly(problem);
  }

  private static RelationsSettings api(Map<String, String> more) {
    return accepted(more, "RELATION_API_FENCING", "on").settings().relations();
  }

  private static SettingsResult.Accepted accepted(
      Map<String, String> more, String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(more);
    environment.put(name, value);
    return SettingsReader.read(environment, Map.of())
        .match(
            it -> it,
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }

  private static List<String> problems(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(more);
    return SettingsReader.read(environment, Map.of())
        .match(
            accepted -> List.of(),
            refused -> refused.problems().stream().map(Problem::toString).toList());
  }
}
