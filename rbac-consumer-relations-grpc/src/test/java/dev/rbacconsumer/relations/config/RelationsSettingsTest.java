package dev.rbacconsumer.relations.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationsSettingsTest {
  @Test
  void defaultsAreThose() {
    assertThat(RelationsSettings.forTarget("localhost:9000").build())
        .isEqualTo(
            new RelationsSettings(
                "localhost:9000",
                Transport.plaintext(),
                Optional.empty(),
                Credentials.none(),
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                64,
                1000,
                4_000_000,
                131_072,
                4_194_304,
                Duration.ofMinutes(6),
                Duration.ofSeconds(20),
                true,
                true,
                RelationsDialect.KESSEL_RELATIONS,
                StoreNames.KESSEL));
  }

  @Test
  void whatIsSetIsTaken() {
    RelationsSettings settings =
        RelationsSettings.forTarget("dns:///api:9000")
            .transport(Transport.tls())
            .authority("relations.example.com")
            .credentials(new Credentials.Token("word"))
            .plaintextTokens(true)
            .callDeadline(Duration.ofSeconds(3))
            .connectTimeout(Duration.ofSeconds(2))
            .silenceTimeout(Duration.ofSeconds(7))
            .maxConcurrentDeletes(4)
            .maxTuplesPerWrite(500)
            .maxRequestBytes(1_000_000)
            .maxMetadataBytes(65_536)
            .maxResponseBytes(70_000)
            .keepAliveTime(Duration.ofMinutes(10))
            .keepAliveTimeout(Duration.ofSeconds(5))
            .fencing(false)
            .removeStrayLockTokens(false)
            .dialect(RelationsDialect.SPICEDB)
            .names(new StoreNames(false, true))
            .build();

    assertThat(settings)
        .isEqualTo(
            new RelationsSettings(
                "dns:///api:9000",
                Transport.tls(),
                Optional.of("relations.example.com"),
                new Credentials.Token("word"),
                true,
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                4,
                500,
                1_000_000,
                65_536,
                70_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                false,
                false,
                RelationsDialect.SPICEDB,
                new StoreNames(false, true)));
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    refused("target", b -> RelationsSettings.forTarget(" "));
    refused("authority", b -> b.authority(" "));
    refused("connectTimeout", b -> b.connectTimeout(Duration.ZERO));
    refused("silenceTimeout", b -> b.silenceTimeout(Duration.ZERO));
    refused("callDeadline", b -> b.callDeadline(Duration.ZERO));
    refused("maxConcurrentDeletes", b -> b.maxConcurrentDeletes(0));
    refused("maxTuplesPerWrite", b -> b.maxTuplesPerWrite(0));
    refused("maxRequestBytes", b -> b.maxRequestBytes(65_535));
    refused("maxRequestBytes", b -> b.maxRequestBytes(4_194_305));
    refused("maxMetadataBytes", b -> b.maxMetadataBytes(65_535));
    refused("maxResponseBytes", b -> b.maxResponseBytes(65_535));
    refused("keepAliveTime", b -> b.keepAliveTime(Duration.ofSeconds(9)));
    refused("keepAliveTimeout", b -> b.keepAliveTimeout(Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9000",
        "localhost",
        "LOCALHOST:9000",
        "127.0.0.1:9000",
        "127.1.2.3",
        "[::1]:9000",
        "dns:///localhost:9000",
        "dns:///[::1]:9000",
        "unix:///run/relations"
      })
  void aTokenMayGoInTheClearToThisHost(String target) {
    assertThat(RelationsSettings.isLocal(target)).isTrue();
    assertThat(withToken(target).build().credentials()).isNotEqualTo(Credentials.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relations:9000",
        "localhost.example.com:9000",
        "127.0.0.1.example.com:9000",
        "10.0.0.1:9000",
        "[::2]:9000",
        "dns:///relations:9000",
        "dns://localhost/relations:9000"
      })
  void aTokenMayNotGoInTheClearToAnotherHost(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(withToken(target)::build)
        .withMessageStartingWith("credentials: want TLS or plaintextTokens")
        .withMessageNotContaining("word");
    assertThat(withToken(target).transport(Transport.tls()).build()).isNotNull();
    assertThat(withToken(target).plaintextTokens(true).build()).isNotNull();
  }

  @Test
  void aClientSecretMayNotGoInTheClearToAnotherHost() {
    refused("credentials", b -> b.credentials(client("http://sso.example.com/token")));
    assertThat(
            RelationsSettings.forTarget("localhost:9000")
                .credentials(client("http://127.0.0.1:8080/token"))
                .build())
        .isNotNull();
  }

  @Test
  void whatHoldsASecretDoesNotShowIt() {
    RelationsSettings settings = withToken("localhost:9000").build();
    Credentials.Client client = client("https://sso/token").trusting(Path.of("/ca"));

    assertThat(settings.toString() + client).doesNotContain("word", "hush");
  }

  private static Credentials.Client client(String url) {
    return Credentials.Client.of(
        "id", "hush", new Credentials.Provider.TokenEndpoint(URI.create(url)));
  }

  private static RelationsSettings.Builder withToken(String target) {
    return RelationsSettings.forTarget(target).credentials(new Credentials.Token("word"));
  }

  private static void refused(String name, UnaryOperator<RelationsSettings.Builder> change) {
    RelationsSettings.Builder builder = change.apply(RelationsSettings.forTarget("localhost:9000"));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(name + ": want ");
  }
}
