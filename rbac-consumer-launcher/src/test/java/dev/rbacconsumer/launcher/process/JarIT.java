package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JarIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void nothingSetSaysWhatIsMissingAndEndsWithTwo() throws Exception {
    try (var jar = JarProcess.start(Map.of())) {
      // When
      int code = jar.awaitExit(LONG);

      // Then
      assertThat(code).isEqualTo(2);
      assertThat(jar.out()).isEmpty();
      assertThat(jar.err())
          .satisfiesExactly(
              line -> assertThat(line).contains("2 settings are missing or wrong"),
              line -> assertThat(line).startsWith("  KAFKA_ENABLED: want true"),
              line -> assertThat(line).startsWith("  RBAC_KAFKA_CONSUMER_TOPIC: want "),
              line -> assertThat(line).startsWith("  warning: KAFKA_SERVERS is not set"));
      assertThat(jar.err()).noneMatch(JarIT::looksLikeAStackTrace);
    }
  }

  @Test
  void topicAloneIsEnoughAndTheBrokerIsThatOfALaptop() throws Exception {
    Map<String, String> environment =
        Map.of(
            "KAFKA_ENABLED", "true",
            "RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.rbac-consumer-replication-event",
            "RBAC_KAFKA_CONSUMER_METRICS_PORT", "0",
            "RBAC_KAFKA_CONSUMER_LIVENESS_FILE", directory.resolve("live").toString(),
            "RBAC_KAFKA_CONSUMER_READINESS_FILE", directory.resolve("ready").toString());

    try (var jar = JarProcess.start(environment, "--topic", "my-topic")) {
      jar.awaitOut("listening on topic \"my-topic\"", LONG);
      assertThat(jar.out())
          .anyMatch(
              it ->
                  it.contains("WARN")
                      && it.contains("KAFKA_SERVERS is not set: the broker is localhost:9092"));
    }
  }

  @Test
  void switchedOffAloneIsEnoughAndHealthy() throws Exception {
    Path live = directory.resolve("live");
    Map<String, String> environment =
        Map.of(
            "RBAC_KAFKA_CONSUMER_REPLICAS",
            "0",
            "RBAC_KAFKA_CONSUMER_METRICS_PORT",
            "0",
            "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
            live.toString(),
            "RBAC_KAFKA_CONSUMER_READINESS_FILE",
            directory.resolve("ready").toString());

    try (var jar = JarProcess.start(environment)) {
      int port = JarFixture.port(jar);
      Eventually.get(() -> Files.exists(live), it -> it, LONG);

      assertThat(JarFixture.status(port).get("state").text()).isEqualTo("disabled");
      assertThat(jar.out())
          .anyMatch(it -> it.contains("Of no effect while switched off: KAFKA_ENABLED: "));
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }
    try (var check = JarProcess.start(environment, "check")) {
      assertThat(check.awaitExit(LONG)).as(check.report()).isZero();
      assertThat(check.out()).first().asString().startsWith("✓ configuration: incomplete, but");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "RBAC_KAFKA_CONSUMER_WINDOW; many; want a whole number from 1 to 100000, got \"many\"",
        "KAFKA_SERVERS; kafka; want host:port, comma separated, got \"kafka\", wrong at entry 1",
        "KAFKA_PROPERTY_ENABLE_AUTO_COMMIT; true; want it not set, because an offset may be"
            + " committed only when its record is applied, got \"true\"",
        "RBAC_KAFKA_CONSUMER_GROUP_ID; a.b; want only A-Z a-z 0-9 / _ | - = + because the group is"
            + " part of a lock id, got \"a.b\" with '.' at position 2"
      })
  void mistakeIsOneLineAndEndsWithTwo(String name, String value, String complaint)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put(name, value);

    try (var jar = JarProcess.start(environment)) {
      assertThat(jar.awaitExit(LONG)).isEqualTo(2);
      assertThat(jar.out()).isEmpty();
      assertThat(jar.err())
          .containsExactly(
              "rbac-consumer cannot start: 1 setting is missing or wrong",
              "  " + name + ": " + complaint);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "KAFKA_SERVERS; no-such-host.invalid:9092; 1; KAFKA_SERVERS: want names that have an",
        "KAFKA_PROPERTY_METRIC_REPORTERS; org.example.Reporter; 2; there is no class org.example",
        "RELATION_API_CA_FILE; /no/such/file; 2; RELATION_API_CA_FILE: want files that can be used"
      })
  void whatCannotBeUsedEndsTheStartWithASentenceAndNoStackTrace(
      String name, String value, int code, String sentence) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", "relations.invalid:9000");
    environment.put(name, value);

    try (var jar = JarProcess.start(environment)) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(code);
      assertThat(jar.out())
          .noneMatch(JarIT::looksLikeAStackTrace)
          .last()
          .asString()
          .contains("Cannot start: ", sentence);
      assertThat(jar.err()).isEmpty();
    }
  }

  @Test
  void completionIsAScriptThatBashTakes() throws Exception {
    try (var jar = JarProcess.start(Map.of(), "completion")) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      Path script = Files.write(directory.resolve("completion"), jar.out(), UTF_8);

      Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();

      assertThat(bash.waitFor()).isZero();
      assertThat(jar.out()).anyMatch(line -> line.contains("check"));
    }
  }

  @Test
  void versionIsThatOfTheBuild() throws Exception {
    try (var jar = JarProcess.start(Map.of(), "--version");
        var file = new JarFile(JarProcess.jar().toFile())) {
      // Given
      Attributes manifest = file.getManifest().getMainAttributes();
      String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);

      // When
      int code = jar.awaitExit(LONG);

      // Then
      assertThat(code).isZero();
      assertThat(version).isNotBlank();
      assertThat(jar.out())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .matches("rbac-consumer \\Q" + version + "\\E( \\(git commit [0-9a-f]+\\))?"),
              line -> assertThat(line).startsWith("JVM: "));
      assertThat(jar.err()).isEmpty();
    }
  }

  @Test
  void helpEndsWithZero() throws Exception {
    try (var jar = JarProcess.start(Map.of(), "--help")) {
      assertThat(jar.awaitExit(LONG)).isZero();
      assertThat(jar.out()).anyMatch(line -> line.contains("--topic=TOPIC"));
      assertThat(jar.err()).isEmpty();
    }
  }

  @Test
  void unknownOptionEndsWithTwoAndNoStackTrace() throws Exception {
    try (var jar = JarProcess.start(Map.of(), "--bogus")) {
      assertThat(jar.awaitExit(LONG)).isEqualTo(2);
      assertThat(jar.out()).isEmpty();
      assertThat(jar.err())
          .containsExactly("rbac-consumer: Unknown option: '--bogus'", "Try --help.");
    }
  }

  @Test
  void serviceFilesOfSeveralJarsAreMerged() throws IOException {
    try (var file = new JarFile(JarProcess.jar().toFile())) {
      // When
      List<String> missing =
          file.stream()
              .filter(entry -> entry.getName().startsWith("META-INF/services/"))
              .filter(entry -> !entry.isDirectory())
              .filter(entry -> entry.getName().matches(".*/(io\\.grpc|org\\.slf4j).*"))
              .flatMap(entry -> providers(file, entry).stream())
              .filter(provider -> file.getEntry(provider.replace('.', '/') + ".class") == null)
              .toList();

      // Then
      assertThat(missing).as("providers that are named and not there").isEmpty();
      assertThat(
              providers(file, file.getJarEntry("META-INF/services/io.grpc.NameResolverProvider")))
          .as("from two jars")
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void jarIsNeitherSignedNorAModuleAndCarriesTheLicences() throws IOException {
    try (var file = new JarFile(JarProcess.jar().toFile())) {
      assertThat(file.stream().map(JarEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE")
          .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
          .noneMatch(name -> name.endsWith("module-info.class"));
    }
  }

  @Test
  void decodeNeedsNoSettingsAndReportsARefusalByItsExitCode() throws Exception {
    Path messages = directory.resolve("messages");
    Files.writeString(messages, "{\"schema\":{},\"payload\":\"{}\"}\n{\n");

    try (JarProcess jar = JarProcess.start(Map.of(), "decode", messages.toString())) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(1);
      assertThat(jar.out())
          .contains("line 1: invalid", "line 2: malformed")
          .last()
          .isEqualTo("2 messages: 0 relations, 0 workspace, 0 tombstone, 1 malformed, 1 invalid");
      assertThat(jar.err()).isEmpty();
    }
  }

  private static List<String> providers(JarFile file, JarEntry entry) {
    try (var text = file.getInputStream(entry)) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean looksLikeAStackTrace(String line) {
    return line.contains("Exception") || line.contains("\tat ");
  }
}
