package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.FakeProcessControl;
import dev.rbacconsumer.launcher.runtime.GracefulRun;
import dev.rbacconsumer.launcher.wiring.Wiring;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import dev.rbacconsumer.testkit.kafka.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings that are well written and turn out to be of no use: on the first line, what is added to
 * settings that would do; on the second, the exit code and what is said, by {@code run} in its log
 * and by {@code check} behind its cross. No stack trace, and no word of a secret.
 */
final class UnusableSettingsTest {
  private static final String TABLE = "unusable-settings.txt";
  private static final String SECRET = "hunter2";
  private static final char[] PASSWORD = "rivers-42".toCharArray();

  @TempDir private static Path files;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> args = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeFiles() throws IOException, GeneralSecurityException {
    TestCertificate own = TestCertificate.selfSigned("own");
    Files.writeString(files.resolve("garbage"), SECRET);
    Files.writeString(files.resolve("secret.properties"), "secret=" + SECRET);
    Files.writeString(files.resolve("cert.pem"), own.certificate());
    Files.writeString(files.resolve("other-key.pem"), TestCertificate.selfSigned("other").key());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String key = own.key().replaceAll("-----[A-Z ]+-----", "");
    CertificateFactory certificates = CertificateFactory.getInstance("X.509");
    store.setKeyEntry(
        "own",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
        PASSWORD,
        new Certificate[] {
          certificates.generateCertificate(Files.newInputStream(files.resolve("cert.pem")))
        });
    try (OutputStream file = Files.newOutputStream(files.resolve("good.p12"))) {
      store.store(file, PASSWORD);
    }
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void runSaysSoInOneLineOfTheLog(String given, int code, String sentence) throws IOException {
    set(given);

    try (CapturedLog log = CapturedLog.of(GracefulRun.class);
        CapturedLog everything = CapturedLog.ofEverything()) {
      assertThat(execute("run")).isEqualTo(code);
      assertThat(log.lines()).containsExactly("ERROR Cannot start: " + sentence);
      assertThat(everything.hasStackTraces()).isFalse();
      assertThat(everything.lines()).noneMatch(line -> line.contains(SECRET));
    }
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void checkSaysSoBehindItsCross(String given, int code, String sentence) throws IOException {
    set(given);
    assertThat(execute("check")).isEqualTo(code);
    assertThat(out.toString().lines())
        .filteredOn(line -> line.startsWith("✗"))
        .last()
        .asString()
        .contains(sentence);
    assertThat(out.toString()).doesNotContain(SECRET).doesNotContain("\tat ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(25);
  }

  private void set(String given) throws IOException {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("alive").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    for (String part : given.split(" && ", -1)) {
      if (part.startsWith("file: ")) {
        Path settings = files.resolve("a.properties");
        Files.writeString(settings, part.substring(6));
        args.addAll(List.of("--settings", settings.toString()));
      } else {
        int equals = part.indexOf('=');
        environment.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
  }

  private int execute(String word) {
    PrintWriter toErr = new PrintWriter(err, true);
    PrintWriter toOut = new PrintWriter(out, true);
    ConsumerStart start =
        new ConsumerStart(
            environment,
            toErr,
            new FakeProcessControl(),
            settings -> {
              throw new AssertionError("made " + Wiring.service(settings));
            });
    DecodeCommand decode =
        new DecodeCommand(
            environment, InputStream.nullInputStream(), toOut, toErr, Duration.ofSeconds(1));
    CheckCommand check =
        new CheckCommand(environment, new ManualClock(), toOut, toErr, Duration.ofMillis(50));
    StatusCommand status =
        new StatusCommand(environment, toOut, toErr, new VirtualSleeper(new ManualClock()));
    InspectCommand inspect =
        new InspectCommand(environment, new ManualClock(), toOut, toErr, Duration.ofSeconds(1));
    args.add(0, word);
    ActionCommand actions = UnusedGroup.actions(environment, new ManualClock(), toOut, toErr);
    return ConsumerCommand.execute(
        start,
        decode,
        check,
        status,
        UnusedGroup.command(),
        actions,
        inspect,
        UnusedGroup.letters(environment, new ManualClock(), toOut, toErr),
        toOut,
        toErr,
        args.toArray(String[]::new));
  }

  private static Stream<Object[]> rows() throws IOException {
    try (InputStream table = UnusableSettingsTest.class.getResourceAsStream(TABLE)) {
      assertThat(table).as(TABLE).isNotNull();
      String text = new String(table.readAllBytes(), UTF_8).replace("DIR", files.toString());
      return Stream.of(text.strip().split("\n\n", -1))
          .map(row -> row.split("\n", 2))
          .map(
              row ->
                  new Object[] {
                    row[0], Integer.parseInt(row[1].substring(0, 1)), row[1].substring(2)
                  });
    }
  }
}
