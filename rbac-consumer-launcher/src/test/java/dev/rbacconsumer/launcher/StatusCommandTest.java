package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.OutputTarget;
import dev.rbacconsumer.launcher.status.StatusFixtures;
import dev.rbacconsumer.launcher.status.TestServer;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusCommandTest {
  private static final OutputTarget SCREEN = new OutputTarget(true, true, 100);
  private static final Duration EVERY = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final VirtualSleeper sleeper = new VirtualSleeper(new ManualClock());

  @Test
  void allThatIsWellEndsWithZero() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      assertThat(once(server.url(), false)).isEqualTo(ExitCode.OK);
    }
    assertThat(out.toString()).contains("PART  STATE").doesNotContain("\u001b");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatIsInTheWayEndsWithThree() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.blocked())) {
      assertThat(once(server.url(), false)).isEqualTo(ExitCode.ATTENTION);
    }
    assertThat(out.toString()).contains("! Partition 2 is blocked at offset 48211");
  }

  @Test
  void jsonIsPrintedAsItCame() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.blocked())) {
      assertThat(once(server.url(), true)).isEqualTo(ExitCode.ATTENTION);
    }
    assertThat(out.toString()).isEqualTo(StatusFixtures.blocked() + "\n");
  }

  @Test
  void aConsumerThatIsAwayEndsWithOneAndASentence() throws Exception {
    assertThat(once("http://no-such-host.invalid", false)).isEqualTo(ExitCode.FAILURE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("rbac-consumer status: nothing answers at http://no-such-host.invalid/status");
  }

  @Test
  void anAddressThatIsNoneEndsWithTwo() throws Exception {
    assertThat(once("localhost", false)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo(
            "rbac-consumer status: --url: want an address such as http://localhost:9464, got"
                + " \"localhost\"\n");
  }

  @Test
  void theConsumerIsFoundWhereItsSettingsSay() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "" + server.port());

      assertThat(once()).isEqualTo(ExitCode.OK);
      assertThat(server.asked()).containsExactly("/status");
    }
  }

  @Test
  void theConsumerIsFoundWhereClowderSays() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      Path file = directory.resolve("cdapp.json");
      Files.writeString(file, "{\"metricsPort\":" + server.port() + "}", UTF_8);
      environment.put("CLOWDER_ENABLED", "true");
      environment.put("ACG_CONFIG", file.toString());

      assertThat(once()).isEqualTo(ExitCode.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "0", "many"})
  void aPortThatCannotBeKnownEndsWithTwo(String port) throws Exception {
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", port);

    assertThat(once()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith(
            "rbac-consumer status: RBAC_KAFKA_CONSUMER_METRICS_PORT: want a port from 1 to");
  }

  @Test
  void eachLookIsPrintedBehindTheLastWhereThereIsNoTerminal() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      watch(server, false, OutputTarget.none(), 3);

      assertThat(server.asked()).hasSize(3);
    }
    assertThat(sleeper.sleeps()).startsWith(EVERY, EVERY);
    assertThat(out.toString()).doesNotContain("\u001b");
    assertThat(out.toString().split("rbac-consumer 0", -1)).hasSize(4);
  }

  @Test
  void eachLookTakesThePlaceOfTheLastOnATerminal() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      watch(server, false, SCREEN, 2);
    }
    assertThat(out.toString().split("\u001b\\[H", -1)).hasSize(3);
    assertThat(out.toString()).doesNotContain("\u001b[2J").endsWith("\u001b[K\n\u001b[J");
  }

  @Test
  void jsonIsOneLineForEachLookEvenOnATerminal() throws Exception {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      watch(server, true, SCREEN, 2);
    }
    assertThat(out.toString()).isEqualTo((StatusFixtures.running() + "\n").repeat(2));
  }

  @Test
  void aConsumerThatIsAwayIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            request ->
                asked.incrementAndGet() == 2
                    ? Response.text(503, "away")
                    : Response.json(200, StatusFixtures.running()))) {
      watch(server, true, OutputTarget.none(), 3);
    }
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("answers with 503");
  }

  @Test
  void watchEndsOnceItsOutputIsClosed() throws Exception {
    Writer closed = Writer.nullWriter();
    closed.close();
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      ExitCode code =
          new StatusCommand(
                  environment, new PrintWriter(closed), new PrintWriter(err, true), sleeper)
              .run(
                  Map.of(),
                  new StatusCommand.Wanted(Optional.of(server.url()), true, Optional.of(EVERY)),
                  OutputTarget.none());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(server.asked()).hasSizeLessThan(2);
    }
  }

  private ExitCode once() throws InterruptedException {
    return run(Optional.empty(), false, Optional.empty(), OutputTarget.none());
  }

  private ExitCode once(String url, boolean json) throws InterruptedException {
    return run(Optional.of(url), json, Optional.empty(), OutputTarget.none());
  }

  /** Until somebody presses Ctrl-C, which is here an interrupt. */
  private void watch(TestServer server, boolean json, OutputTarget terminal, int looks) {
    sleeper.after(
        EVERY.multipliedBy(looks - 1L).plusMillis(1), () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> run(Optional.of(server.url()), json, Optional.of(EVERY), terminal))
        .isInstanceOf(InterruptedException.class);
  }

  private ExitCode run(
      Optional<String> url, boolean json, Optional<Duration> every, OutputTarget terminal)
      throws InterruptedException {
    return new StatusCommand(
            environment, new PrintWriter(out, true), new PrintWriter(err, true), sleeper)
        .run(Map.of(), new StatusCommand.Wanted(url, json, every), terminal);
  }
}
