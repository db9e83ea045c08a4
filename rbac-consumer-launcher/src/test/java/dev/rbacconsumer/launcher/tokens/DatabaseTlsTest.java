package dev.rbacconsumer.launcher.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.launcher.tokens.settings.DatabaseSettings;
import dev.rbacconsumer.launcher.tokens.settings.SslMode;
import dev.rbacconsumer.testkit.kafka.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and logins of a real PostgreSQL, which takes no connection without them. */
final class DatabaseTlsTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("localhost");
  private static final TestCertificate OTHER = TestCertificate.selfSigned("localhost");
  private static final Optional<DatabaseSettings.Secret> PASSWORD =
      Optional.of(new DatabaseSettings.Secret.Text("hush-hush"));
  private static @Nullable TenantDatabase shared;

  @TempDir private Path directory;

  @BeforeAll
  static void startDatabase() {
    shared = TenantDatabase.start();
    shared.execute("CREATE ROLE writer LOGIN PASSWORD 'hush-hush'");
    shared.execute("GRANT UPDATE (relations_consistency_token) ON api_tenant TO writer");
    shared.execute("GRANT SELECT (org_id) ON api_tenant TO writer");
    shared.cluster().restartWithTls(CERTIFICATE.certificate(), CERTIFICATE.key());
  }

  @AfterAll
  static void closeDatabase() {
    if (shared != null) {
      shared.close();
    }
  }

  @Test
  void passwordAndAuthoritiesOfFilesAreTaken() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "hush-hush\n");
    Path ca = Files.writeString(directory.resolve("ca"), bundle());

    assertThat(
            problem(
                "localhost",
                Optional.of(new DatabaseSettings.Secret.File(password)),
                SslMode.VERIFY_FULL,
                Optional.of(new DatabaseSettings.Authorities.File(ca))))
        .isEmpty();
  }

  @Test
  void authoritiesAsTextAreTaken() {
    assertThat(problem("localhost", PASSWORD, SslMode.VERIFY_FULL, authorities(bundle())))
        .isEmpty();
  }

  @Test
  void serverOfAnUnknownAuthorityIsRefused() {
    for (SslMode mode : new SslMode[] {SslMode.VERIFY_FULL, SslMode.VERIFY_CA, SslMode.REQUIRE}) {
      assertThat(problem("localhost", PASSWORD, mode, authorities(OTHER.certificate())))
          .as("%s", mode)
          .hasValueSatisfying(it -> assertThat(it).contains("SSL error").contains("08006"));
    }
  }

  @Test
  void withoutAuthoritiesThoseOfTheSystemAreTrusted() {
    assertThat(problem("localhost", PASSWORD, SslMode.VERIFY_FULL, Optional.empty())).isPresent();
    assertThat(problem("localhost", PASSWORD, SslMode.REQUIRE, Optional.empty())).isEmpty();
  }

  @Test
  void problemNamesNoPassword() {
    Optional<String> wrong =
        problem(
            "localhost",
            Optional.of(new DatabaseSettings.Secret.Text("not-the-password")),
            SslMode.REQUIRE,
            Optional.empty());

    assertThat(wrong)
        .hasValueSatisfying(
            it -> assertThat(it).contains("28P01").doesNotContain("not-the-password"));
  }

  @Test
  void missingRightIsAProblem() {
    if (shared == null) {
      throw new AssertionError("want a started database");
    }
    shared.execute("REVOKE UPDATE (relations_consistency_token) ON api_tenant FROM writer");
    try {
      assertThat(problem("localhost", PASSWORD, SslMode.REQUIRE, Optional.empty()))
          .hasValueSatisfying(it -> assertThat(it).contains("permission denied").contains("42501"));
    } finally {
      shared.execute("GRANT UPDATE (relations_consistency_token) ON api_tenant TO writer");
    }
  }

  @Test
  void missingPasswordFileIsAProblem() {
    assertThat(
            problem(
                "localhost",
                Optional.of(new DatabaseSettings.Secret.File(directory.resolve("none"))),
                SslMode.REQUIRE,
                Optional.empty()))
        .hasValueSatisfying(it -> assertThat(it).startsWith("a file of the settings"));
  }

  private static Optional<String> problem(
      String host,
      Optional<DatabaseSettings.Secret> password,
      SslMode mode,
      Optional<DatabaseSettings.Authorities> authorities) {
    if (shared == null) {
      throw new AssertionError("want a started database");
    }
    return DatabaseProbe.problem(
        TenantDatabase.settings(
            new DatabaseSettings(
                new HostAndPort(host, shared.cluster().port()),
                "postgres",
                "writer",
                password,
                mode,
                authorities,
                Duration.ofSeconds(60))));
  }

  /** Several certificates, as the bundle of a cloud has them. */
  private static String bundle() {
    return OTHER.certificate() + CERTIFICATE.certificate();
  }

  private static Optional<DatabaseSettings.Authorities> authorities(String pem) {
    return Optional.of(new DatabaseSettings.Authorities.Text(pem));
  }
}
