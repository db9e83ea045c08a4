package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.runtime.FakeProcessControl;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was given, and the one complaint about it: on the left, what is added to settings that would
 * do; on the right, the line that is printed. The process ends with 2 each time, and nothing runs.
 */
final class BadSettingsTest {
  private static final String TABLE = "bad-settings.txt";

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void oneMistakeIsOneLine(String given, String complaint) throws IOException {
    // Given
    Map<String, String> environment = least();
    List<String> args = new ArrayList<>();
    StringBuilder file = new StringBuilder();
    for (String part : given.split(" && ", -1)) {
      if (part.startsWith("--")) {
        args.addAll(List.of(part.split(" ", 2)));
      } else if (part.startsWith("file: ")) {
        file.append(part.substring(6)).append('\n');
      } else {
        int equals = part.indexOf('=');
        environment.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    if (!file.isEmpty()) {
      Path settings = directory.resolve("a.properties");
      Files.writeString(settings, file);
      args.addAll(List.of("--settings", settings.toString()));
    }
    StringWriter err = new StringWriter();

    // When
    int code = execute(environment, err, args);

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().replace(directory + "/", ""))
        .isEqualTo(
            "rbac-consumer cannot start: 1 setting is missing or wrong\n  " + complaint + "\n");
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(60);
  }

  private static int execute(Map<String, String> environment, StringWriter err, List<String> args) {
    PrintWriter toErr = new PrintWriter(err, true);
    PrintWriter toOut = new PrintWriter(new StringWriter(), true);
    ConsumerStart start =
        new ConsumerStart(
            environment,
            toErr,
            new FakeProcessControl(),
            settings -> {
              throw new AssertionError("started with " + settings);
            });
    DecodeCommand decode =
        new DecodeCommand(
            environment, InputStream.nullInputStream(), toOut, toErr, Duration.ofSeconds(1));
    CheckCommand check =
        new CheckCommand(environment, new ManualClock(), toOut, toErr, Duration.ofSeconds(1));
    StatusCommand status =
        new StatusCommand(environment, toOut, toErr, new VirtualSleeper(new ManualClock()));
    InspectCommand inspect =
        new InspectCommand(environment, new ManualClock(), toOut, toErr, Duration.ofSeconds(1));
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

  private static Map<String, String> least() {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    return environment;
  }

  /** Two lines each, and an empty one between them. */
  private static Stream<String[]> rows() throws IOException {
    try (InputStream table = BadSettingsTest.class.getResourceAsStream(TABLE)) {
      assertThat(table).as(TABLE).isNotNull();
      String text = new String(table.readAllBytes(), UTF_8);
      return Stream.of(text.strip().split("\n\n", -1)).map(row -> row.split("\n", 2));
    }
  }
}
