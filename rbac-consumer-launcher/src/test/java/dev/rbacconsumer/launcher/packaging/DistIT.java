package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, as somebody uses it who has unpacked it: below a directory with a space. */
final class DistIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private static Path shared;
  private static Dist dist;

  @TempDir private Path directory;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Dist.unpack(Files.createDirectory(shared.resolve("any where")));
  }

  @Test
  void versionIsThatOfTheJar() throws Exception {
    try (JarProcess archive = dist.start(Map.of(), "--version");
        JarProcess jar = JarProcess.start(Map.of(), "--version")) {
      assertThat(archive.awaitExit(LONG)).as(archive.report()).isZero();
      assertThat(jar.awaitExit(LONG)).isZero();
      assertThat(archive.out()).isEqualTo(jar.out());
      assertThat(archive.err()).isEmpty();
    }
  }

  @Test
  void nothingSetSaysWhatIsMissingAndEndsWithTwo() throws Exception {
    try (JarProcess archive = dist.start(Map.of("RBAC_CONSUMER_CDS", "off"))) {
      assertThat(archive.awaitExit(LONG)).isEqualTo(2);
      assertThat(archive.err()).first().asString().contains("settings are missing or wrong");
    }
  }

  @Test
  void linkToALinkLeadsToItAndArgumentsStayWhole() throws Exception {
    Path recorded = directory.resolve("what was recorded");
    try (InputStream messages =
        RecordedMessages.class.getResourceAsStream(
            "/dev/rbacconsumer/testkit/debezium/" + RecordedMessages.JSON_WITH_SCHEMA)) {
      Files.copy(Objects.requireNonNull(messages), recorded);
    }
    Path near = Files.createSymbolicLink(shared.resolve("near"), Path.of("far"));
    Files.createSymbolicLink(shared.resolve("far"), dist.script());

    try (JarProcess archive = Dist.start(near, Map.of(), "decode", recorded.toString());
        JarProcess jar = JarProcess.start(Map.of(), "decode", recorded.toString())) {
      assertThat(archive.awaitExit(LONG)).as(archive.report()).isEqualTo(jar.awaitExit(LONG));
      assertThat(archive.out())
          .isEqualTo(jar.out())
          .last()
          .asString()
          .startsWith(
              RecordedMessages.file(RecordedMessages.JSON_WITH_SCHEMA).size() + " messages");
    }
  }

  @Test
  void signalReachesTheConsumer() throws Exception {
    try (JarProcess archive = dist.start(idle())) {
      archive.awaitOut("listening on topic", LONG);

      archive.terminate();

      assertThat(archive.awaitExit(LONG)).as(archive.report()).isZero();
      assertThat(archive.out()).anyMatch(line -> line.contains("RBAC Kafka consumer stopped"));
    }
  }

  @Test
  void machineIsSetUpForAContainerAndOptionsOfOnesOwnWin() throws Exception {
    Path dumps = directory.resolve("heap dumps");
    Map<String, String> environment =
        Map.of(
            "RBAC_CONSUMER_MAX_RAM_PERCENTAGE", "31",
            "RBAC_CONSUMER_HEAP_DUMP", dumps.toString(),
            "JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:-ExitOnOutOfMemoryError");

    try (JarProcess byDefault = dist.start(Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal"), "--help");
        JarProcess set = dist.start(environment, "--help")) {
      assertThat(byDefault.awaitExit(LONG)).isZero();
      assertThat(set.awaitExit(LONG)).isZero();
      assertThat(flag(byDefault, "MaxRAMPercentage")).startsWith("50.0");
      assertThat(flag(byDefault, "ExitOnOutOfMemoryError")).startsWith("true");
      assertThat(flag(byDefault, "HeapDumpOnOutOfMemoryError")).startsWith("false");
      assertThat(flag(set, "MaxRAMPercentage")).startsWith("31.0");
      assertThat(flag(set, "ExitOnOutOfMemoryError")).startsWith("false");
      assertThat(flag(set, "HeapDumpOnOutOfMemoryError")).startsWith("true");
      assertThat(flag(set, "HeapDumpPath")).startsWith(dumps.toString());
    }
  }

  @Test
  void outOfMemoryEndsTheProcessAndLeavesADumpWhereAskedFor() throws Exception {
    Path dump = directory.resolve("memory.hprof");
    Path large = directory.resolve("large");
    Files.write(large, new byte[32 * 1024 * 1024]);

    try (JarProcess archive =
        dist.start(
            Map.of("JAVA_OPTS", "-Xmx16m", "RBAC_CONSUMER_HEAP_DUMP", dump.toString()),
            "decode",
            large.toString())) {
      assertThat(archive.awaitExit(LONG)).as(archive.report()).isEqualTo(3);
      assertThat(dump).isNotEmptyFile();
    }
  }

  @Test
  void jarsOfOnesOwnAreBehindOurs() throws Exception {
    Map<String, String> environment =
        Map.of(
            "RBAC_CONSUMER_CLASSPATH", "/own/a.jar:/own/b.jar",
            "JAVA_OPTS", "-XshowSettings:properties");

    try (JarProcess archive = dist.start(environment, "--version")) {
      assertThat(archive.awaitExit(LONG)).isZero();
      assertThat(classPath(archive.err()))
          .containsExactly(
              dist.home().toRealPath().resolve("lib/rbac-consumer-launcher.jar").toString(),
              "/own/a.jar",
              "/own/b.jar");
    }
  }

  @Test
  void javaThatIsTooOldIsNamed() throws Exception {
    Path home = Files.createDirectories(directory.resolve("jdk-11/bin")).getParent();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    // A link would lead to the real one, beside which is another version.
    Files.copy(JarProcess.java().toRealPath(), home.resolve("bin/java"));

    try (JarProcess archive = dist.start(Map.of("JAVA_HOME", home.toString()), "--version")) {
      assertThat(archive.awaitExit(LONG)).isEqualTo(126);
      assertThat(archive.err())
          .containsExactly(
              "rbac-consumer: want Java 17 or newer, got 11 at "
                  + home.resolve("bin/java")
                  + "; JAVA_HOME can name another one");
    }
  }

  @Test
  void whereThereIsNoJavaItIsSaid() throws Exception {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "grep", "sed")) {
      Path script = tools.resolve(tool);
      Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(onPath(tool)));
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    Map<String, String> nowhere = Map.of("PATH", tools.toString(), "JAVA_HOME", "");
    Map<String, String> wrong = Map.of("JAVA_HOME", tools.toString());

    try (JarProcess none = dist.start(nowhere, "--version");
        JarProcess other = dist.start(wrong, "--version")) {
      assertThat(none.awaitExit(LONG)).as(none.report()).isEqualTo(127);
      assertThat(none.err()).first().asString().startsWith("rbac-consumer: there is no java: set");
      assertThat(other.awaitExit(LONG)).isEqualTo(127);
      assertThat(other.err())
          .containsExactly("rbac-consumer: there is no bin/java in JAVA_HOME, which is " + tools);
    }
  }

  private static Map<String, String> idle() {
    return idle(shared);
  }

  /** Of a consumer that starts, finds no broker, and makes no class data for later starts. */
  static Map<String, String> idle(Path files) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "off");
    environment.put("RBAC_CONSUMER_CDS", "off");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    return environment;
  }

  private static String flag(JarProcess process, String name) {
    return process.out().stream()
        .filter(line -> line.matches("\\s*\\w+ " + name + "\\s+=.*"))
        .map(line -> line.substring(line.indexOf('=') + 1).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + process.report()));
  }

  /** As {@code -XshowSettings} prints it: one entry a line. */
  private static List<String> classPath(List<String> lines) {
    int at = 0;
    while (!lines.get(at).contains("java.class.path = ")) {
      at++;
    }
    List<String> after = lines.subList(at + 1, lines.size());
    String first = lines.get(at).substring(lines.get(at).indexOf('=') + 1).strip();
    return Stream.concat(Stream.of(first), after.stream().takeWhile(line -> !line.contains(" = ")))
        .map(String::strip)
        .toList();
  }

  private static Path onPath(String tool) throws IOException {
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(place, tool);
      if (Files.isExecutable(file)) {
        return file.toRealPath();
      }
    }
    throw new IOException("not on the PATH: " + tool);
  }
}
