package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.Transport;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.relations.TestAuthority.IssuedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who is trusted, and by whom; over real connections. */
class TlsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension private final SecretsStayOut log = new SecretsStayOut();
  @TempDir private Path directory;
  private final TestAuthority authority = new TestAuthority();
  private final TestAuthority other = new TestAuthority();
  private Path trusted;

  @BeforeEach
  void writeAuthority() {
    trusted = authority.certificateIn(directory.resolve("ca.crt"));
  }

  @Test
  void aServerOfATrustedAuthorityIsWrittenTo() throws Exception {
    try (RelationsServer server = serverFor("127.0.0.1")) {
      assertThat(acquire(server, tls())).isEqualTo("acquired");
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNot() throws Exception {
    try (RelationsServer server = serverFor("127.0.0.1")) {
      other.certificateIn(trusted);

      assertThat(acquire(server, tls())).isEqualTo("unavailable");
      assertThat(server.calls()).isZero();
    }
  }

  @Test
  void whatIsWrongWithACertificateIsReported() throws Exception {
    try (RelationsServer server = serverFor("relations.example.com")) {
      assertThat(message(server, tls()))
          .startsWith("taking the lock group/0: UNAVAILABLE; ")
          .contains("No subject alternative names matching IP address 127.0.0.1");
      other.certificateIn(trusted);
      assertThat(message(server, tls())).contains("unable to find valid certification path");
    }
  }

  @Test
  void theSystemDoesNotTrustTheTestsAuthority() throws Exception {
    try (RelationsServer server = serverFor("127.0.0.1")) {
      assertThat(acquire(server, Transport.tls())).isEqualTo("unavailable");
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefusedUnlessThatIsTheNameWeAskFor() throws Exception {
    try (RelationsServer server = serverFor("relations.example.com")) {
      assertThat(acquire(server, tls())).isEqualTo("unavailable");

      RelationsSettings.Builder settings =
          RelationsSettings.forTarget(server.target())
              .transport(tls())
              .authority("relations.example.com");
      try (RelationsChannel channel = RelationsChannel.open(settings.build())) {
        assertThat(acquire(channel)).isEqualTo("acquired");
      }
    }
  }

  @Test
  void plaintextToAServerWithTlsFails() throws Exception {
    try (RelationsServer server = serverFor("127.0.0.1")) {
      assertThat(acquire(server, Transport.plaintext())).isEqualTo("unavailable");
    }
  }

  @Test
  void tlsToAServerWithoutFails() throws Exception {
    try (RelationsServer server = RelationsServer.builder().start()) {
      assertThat(acquire(server, tls())).isEqualTo("unavailable");
    }
  }

  @Test
  void aServerThatAsksWhoWeAreIsShownOurCertificate() throws Exception {
    IssuedFiles ours = authority.issue(directory, "client");
    try (RelationsServer server = mutual(trusted)) {
      assertThat(acquire(server, tls().showing(certificate(ours)))).isEqualTo("acquired");
      assertThat(acquire(server, tls())).isEqualTo("unavailable");
      IssuedFiles foreign = other.issue(directory, "foreign");
      assertThat(acquire(server, tls().showing(certificate(foreign)))).isEqualTo("unavailable");
    }
  }

  @Test
  void anAuthorityThatChangesIsTrustedFromTheNextConnectionOn() throws Exception {
    IssuedFiles files = authority.issue(directory, "server", "127.0.0.1");
    try (RelationsServer server =
            RelationsServer.builder().tls(files.chain(), files.key()).start();
        RelationsChannel channel = open(server, tls())) {
      assertThat(acquire(channel)).isEqualTo("acquired");

      other.issue(directory, "server", "127.0.0.1");
      server.stop();
      server.start();
      assertThat(reasonWhile(channel, "unavailable")).isEqualTo("unavailable");
      other.certificateIn(trusted);

      assertThat(eventually(channel)).isEqualTo("acquired");
      assertThat(log.lines()).anyMatch(it -> it.contains("read trusted authorities anew"));
    }
  }

  @Test
  void ourCertificateThatChangesIsShownFromTheNextConnectionOn() throws Exception {
    IssuedFiles ours = other.issue(directory, "client");
    try (RelationsServer server = mutual(trusted);
        RelationsChannel channel = open(server, tls().showing(certificate(ours)))) {
      assertThat(acquire(channel)).isEqualTo("unavailable");

      authority.issue(directory, "client");

      assertThat(eventually(channel)).isEqualTo("acquired");
    }
  }

  @Test
  void aNewFileThatIsBrokenIsWarnedOfAndTheOldOneStays() throws Exception {
    IssuedFiles ours = authority.issue(directory, "client");
    try (RelationsServer server = mutual(trusted);
        RelationsChannel channel = open(server, tls().showing(certificate(ours)))) {
      assertThat(acquire(channel)).isEqualTo("acquired");

      String hidden = SecretsStayOut.secret("key");
      Files.writeString(ours.key(), "-----BEGIN PRIVATE KEY-----\n" + hidden);
      Files.writeString(trusted, "");
      server.stop();
      server.start();

      assertThat(eventually(channel)).isEqualTo("acquired");
      assertThat(log.lines())
          .anyMatch(it -> it.startsWith("WARN") && it.contains("kept the client certificate"))
          .anyMatch(it -> it.startsWith("WARN") && it.contains("kept the trusted authorities"));
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamedWhenTheChannelIsOpened() throws IOException {
    IssuedFiles one = authority.issue(directory, "one");
    IssuedFiles two = authority.issue(directory, "two");
    Path nothing = directory.resolve("nothing");

    refused(Transport.tls().trusting(nothing), "got " + nothing + ": no such file");
    refused(
        tls().showing(new Transport.ClientCertificate(one.chain(), two.key())),
        "want the key of the certificate, got another one");
    refused(
        tls().showing(new Transport.ClientCertificate(one.chain(), one.chain())),
        "want a block PRIVATE KEY (PKCS #8, not encrypted), got CERTIFICATE");
    Files.writeString(nothing, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
    refused(Transport.tls().trusting(nothing), "got a bad one at number 1");
    // So that the log has something in it, as every test here should.
    try (RelationsServer server = serverFor("127.0.0.1")) {
      open(server, tls()).close();
    }
  }

  private static void refused(Transport.Tls tls, String why) {
    RelationsSettings settings = RelationsSettings.forTarget("api:9000").transport(tls).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelationsChannel.open(settings).close())
        .withMessageEndingWith(why);
  }

  private RelationsServer serverFor(String name) {
    IssuedFiles files = authority.issue(directory, "server", name);
    return RelationsServer.builder().tls(files.chain(), files.key()).start();
  }

  private RelationsServer mutual(Path clients) throws IOException {
    IssuedFiles files = authority.issue(directory, "server", "127.0.0.1");
    Path copy = Files.copy(clients, directory.resolve("clients.crt"));
    return RelationsServer.builder().mutualTls(files.chain(), files.key(), copy).start();
  }

  private Transport.Tls tls() {
    return Transport.tls().trusting(trusted);
  }

  private static Transport.ClientCertificate certificate(IssuedFiles files) {
    return new Transport.ClientCertificate(files.chain(), files.key());
  }

  private static RelationsChannel open(RelationsServer server, Transport transport) {
    return RelationsChannel.open(
        RelationsSettings.forTarget(server.target()).transport(transport).build());
  }

  private static String acquire(RelationsServer server, Transport transport) throws Exception {
    try (RelationsChannel channel = open(server, transport)) {
      return acquire(channel);
    }
  }

  private static String message(RelationsServer server, Transport transport) throws Exception {
    try (RelationsChannel channel = open(server, transport)) {
      FenceOutcome outcome = new GrpcFenceAuthority(channel).acquire("group/0", LONG);
      return ((FenceOutcome.NotAcquired) outcome).message();
    }
  }

  private static String eventually(RelationsChannel channel) {
    return Eventually.get(() -> acquireQuietly(channel), "acquired"::equals, LONG);
  }

  /** The first attempt may still meet the end of the old connection. */
  private static String reasonWhile(RelationsChannel channel, String wanted) {
    return Eventually.get(() -> acquireQuietly(channel), wanted::equals, LONG);
  }

  private static String acquireQuietly(RelationsChannel channel) {
    try {
      return acquire(channel);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String acquire(RelationsChannel channel) throws InterruptedException {
    FenceOutcome outcome = new GrpcFenceAuthority(channel).acquire("group/0", LONG);
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      SecretsStayOut.lookFor(acquired.token().token());
      return "acquired";
    }
    return ((FenceOutcome.NotAcquired) outcome).reason();
  }
}
