package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.FakeProcessControl;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsumerCommandTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Settings> started = new ArrayList<>();
  private final FakeProcessControl jvm = new FakeProcessControl();
  private ExitCode serviceEndsWith = ExitCode.OK;
  private Clock clock = new ManualClock();

  @BeforeEach
  void setLeast() {
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "from.variable");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", directory.resolve("alive").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", directory.resolve("ready").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run"})
  void runsWithAndWithoutTheWord(String words) {
    assertThat(execute(words)).isZero();
    assertThat(started)
        .singleElement()
        .satisfies(it -> assertThat(it.kafka().topic()).isEqualTo("from.variable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--topic from.option", "run --topic=from.option", "--topic=from.option run"})
  void topicOptionIsTakenBeforeAndAfterTheWord(String words) {
    assertThat(execute(words)).isZero();
    assertThat(started)
        .singleElement()
        .satisfies(it -> assertThat(it.kafka().topic()).isEqualTo("from.option"));
  }

  @Test
  void serviceThatFailsEndsWithOne() {
    serviceEndsWith = ExitCode.FAILURE;

    assertThat(execute("run")).isEqualTo(1);
  }

  @Test
  void missingSettingsEndWithTwoAndOneLineEach() {
    // Given
    environment.clear();
    environment.put("RBAC_KAFKA_CONSUMER_TOPICS", "nearly");

    // When
    int code = execute("");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(started).isEmpty();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(5)
        .first()
        .isEqualTo("rbac-consumer cannot start: 2 settings are missing or wrong");
    assertThat(err.toString().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("  KAFKA_ENABLED: "),
            line -> assertThat(line).startsWith("  RBAC_KAFKA_CONSUMER_TOPIC: "),
            line -> assertThat(line).startsWith("  warning: KAFKA_SERVERS is not set: "),
            line -> assertThat(line).startsWith("  warning: RBAC_KAFKA_CONSUMER_TOPICS: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bogus", "walk", "--topic", "run --bogus"})
  void wrongCommandLineEndsWithTwoAndAHint(String words) {
    assertThat(execute(words)).isEqualTo(2);
    assertThat(started).isEmpty();
    assertThat(err.toString()).startsWith("rbac-consumer: ").endsWith("Try --help.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "run --help"})
  void helpNamesOptionsAndSettings(String words) {
    assertThat(execute(words)).isZero();
    assertThat(out.toString()).contains("--topic=TOPIC").contains("--version");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpListsEverySettingWithItsDefault() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString().lines())
        .contains("Relations API:", "  RELATION_API_CA_FILE")
        .anyMatch(line -> line.matches("  KAFKA_SERVERS +default localhost:9092"))
        .anyMatch(line -> line.matches("  RELATION_API_TIMEOUT +default 10s"));
  }

  /** Checking silences the log, for all tests behind this one. */
  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void defectIsOneLineAndAllOfItOnlyWhereThatIsAskedFor() {
    // Given
    clock =
        new Clock() {
          @Override
          public Instant now() {
            throw new IllegalStateException("no time");
          }

          @Override
          public long nanoTime() {
            throw new IllegalStateException("no time");
          }
        };

    // Then
    assertThat(execute("check")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            rbac-consumer: failed, and should not have: java.lang.IllegalStateException: no time
            Report it with what --verbosity 2 shows.
            """);
    assertThat(execute("--verbosity 2 check")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat dev.rbacconsumer");
  }

  @Test
  void settingsAreReportedInFull() {
    assertThat(execute("settings")).isZero();
    assertThat(out.toString())
        .contains(
            """
            Relations API

              REPLICATION_TO_RELATION_ENABLED
                  boolean; default false; true or false
            """)
        .contains(
            """
              DJANGO_LOG_LEVEL, or --verbosity
                  level; default INFO; DEBUG, INFO, WARNING, ERROR, CRITICAL
            """);
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void settingsCanBeLookedForByAWord() {
    assertThat(execute("settings retry shutdown")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("  R")))
        .containsExactly(
            "  RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
            "  RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
            "  RBAC_KAFKA_CONSUMER_RETRY_JITTER",
            "  RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT");
  }

  @Test
  void wordThatNoSettingHasEndsWithTwoAndTheNearestName() {
    assertThat(execute("settings KAFKA_SERVER_S")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "rbac-consumer: no setting has \"KAFKA_SERVER_S\" in its name; the nearest is"
                + " KAFKA_SERVERS\n");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "run --version"})
  void versionNamesProductAndVirtualMachine(String words) {
    assertThat(execute(words)).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("rbac-consumer "),
            line -> assertThat(line).startsWith("JVM: "));
  }

  @Test
  void completionIsAScriptThatKnowsEveryWord() {
    assertThat(execute("completion")).isZero();
    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("run", "check", "decode", "status", "--settings", "--verbosity", "--watch");
  }

  @Test
  void probeFilesOfAnotherConsumerAreLeftToTheServiceItself() throws IOException {
    // Given
    Files.createFile(directory.resolve("alive"));
    Files.createFile(directory.resolve("ready"));

    // When
    execute("run");
    jvm.signal();
    jvm.awaitHalt(Duration.ofMinutes(1));

    // Then
    assertThat(started).hasSize(1);
    assertThat(directory.resolve("alive")).exists();
    assertThat(directory.resolve("ready")).exists();
  }

  private int execute(String words) {
    var start = new ConsumerStart(environment, new PrintWriter(err, true), jvm, this::create);
    String[] args = words.isEmpty() ? new String[0] : words.split(" ");
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    var decode =
        new DecodeCommand(
            environment, InputStream.nullInputStream(), toOut, toErr, Duration.ofSeconds(1));
    var check = new CheckCommand(environment, clock, toOut, toErr, Duration.ofSeconds(1));
    StatusCommand status =
        new StatusCommand(environment, toOut, toErr, new VirtualSleeper(new ManualClock()));
    InspectCommand inspect =
        new InspectCommand(environment, clock, toOut, toErr, Duration.ofSeconds(1));
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
        args);
  }

  private Service create(Settings settings) {
    started.add(settings);
    ExitCode code = serviceEndsWith;
    return new Service() {
      @Override
      public ExitCode run() {
        return code;
      }

      @Override
      public void stop() {}
    };
  }
}
