package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probes answer beside what the files say, in virtual time. */
final class ProbeRouteTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final PartitionId P3 = new PartitionId("outbox", 3);

  @TempDir private Path directory;
  private final ManualClock time = new ManualClock();
  private final DeliveryStatus status = new DeliveryStatus(time);
  private final Degradations degradations =
      new Degradations(() -> Optional.of(status.snapshot(partition -> OptionalLong.empty())));
  private final Queue<Runnable> script = new ArrayDeque<>();
  private boolean moves = true;
  private boolean connected = true;
  private HealthMonitor monitor;

  @BeforeEach
  void set() {
    ProbeFiles files = new ProbeFiles(directory.resolve("live"), directory.resolve("ready"));
    monitor = new HealthMonitor(this::check, files, INTERVAL, time, new Scripted());
  }

  @Test
  void statusIsWhatTheFilesSayInEveryState() {
    script.add(() -> assertThat(seen()).isEqualTo("live ready: 200 200 200"));
    script.add(() -> connected = false);
    script.add(() -> assertThat(seen()).isEqualTo("live: 200 503 200"));
    script.add(() -> moves = false);
    script.add(() -> assertThat(seen()).isEqualTo(": 503 503 200"));
    script.add(() -> connected = true);
    script.add(() -> assertThat(seen()).isEqualTo(": 503 503 200"));
    script.add(() -> moves = true);
    script.add(() -> assertThat(seen()).isEqualTo("live ready: 200 200 200"));

    runScript();

    assertThat(seen()).isEqualTo(": 503 503 200");
  }

  @Test
  void startupIsOverWithTheFirstTouchWithKafkaAndForGood() {
    connected = false;
    script.add(() -> assertThat(seen()).isEqualTo("live: 200 503 503"));
    script.add(() -> connected = true);
    script.add(() -> assertThat(seen()).isEqualTo("live ready: 200 200 200"));
    script.add(() -> connected = false);
    script.add(() -> assertThat(seen()).isEqualTo("live: 200 503 200"));

    runScript();
  }

  @Test
  void beforeTheFirstLookNothingIsWell() {
    assertThat(seen()).isEqualTo(": 503 503 503");
    assertThat(liveness().text()).contains("\"reason\":\"not looked yet\"");
  }

  @Test
  void aLookThatIsTooOldCountsAsNone() {
    script.add(
        () -> {
          time.advance(INTERVAL.plus(HealthMonitor.LATEST_LOOK));
          assertThat(liveness().status()).isEqualTo(200);
          time.advance(Duration.ofNanos(1));
          assertThat(liveness().status()).isEqualTo(503);
          assertThat(readiness().status()).isEqualTo(503);
          assertThat(liveness().text())
              .contains(
                  "{\"name\":\"look\",\"ok\":false,\"reason\":\"the health thread does not look"
                      + " any more\",\"since\":\"2026-01-01T00:00:00Z\"}");
        });

    runScript();
  }

  @Test
  void documentSaysWhyAndSinceWhen() {
    time.advance(Duration.ofNanos(999_999));
    script.add(() -> connected = false);
    script.add(() -> {});
    script.add(
        () -> {
          assertThat(liveness().contentType()).isEqualTo("application/json");
          assertThat(liveness().text())
              .isEqualTo(
                  "{\"status\":\"ok\",\"checks\":["
                      + "{\"name\":\"progress\",\"ok\":true,\"reason\":\"moves\","
                      + "\"since\":\"2026-01-01T00:00:00Z\"}],\"degraded\":[]}\n");
          assertThat(readiness().text())
              .isEqualTo(
                  "{\"status\":\"failed\",\"checks\":["
                      + "{\"name\":\"progress\",\"ok\":true,\"reason\":\"moves\","
                      + "\"since\":\"2026-01-01T00:00:00Z\"},"
                      + "{\"name\":\"kafka\",\"ok\":false,\"reason\":\"is silent\","
                      + "\"since\":\"2026-01-01T00:00:30Z\"}],\"degraded\":[]}\n");
          assertThat(startup().text())
              .isEqualTo(
                  "{\"status\":\"ok\",\"checks\":["
                      + "{\"name\":\"started\",\"ok\":true,"
                      + "\"reason\":\"has been ready\","
                      + "\"since\":\"2026-01-01T00:00:00Z\"}],\"degraded\":[]}\n");
        });

    runScript();
  }

  @Test
  void whatIsDegradedIsReportedAndFailsNothing() {
    status.on(new InstanceEvent.Assigned(Set.of(P3)));
    status.on(
        new PartitionEvent.FenceNotAcquired(
            P3, "unavailable", "x", 1, Duration.ZERO, Duration.ZERO));
    status.on(new InstanceEvent.SourceFailed("no \"entry\""));
    String told =
        "\"degraded\":["
            + "{\"what\":\"source\",\"reason\":\"no \\\"entry\\\"\","
            + "\"since\":\"2026-01-01T00:00:00Z\"},"
            + "{\"what\":\"blocked\",\"topic\":\"outbox\",\"partition\":3,"
            + "\"reason\":\"lock: unavailable\",\"since\":\"2026-01-01T00:00:00Z\"}]}\n";
    script.add(
        () -> {
          assertThat(seen()).isEqualTo("live ready: 200 200 200");
          for (Response answer : List.of(liveness(), readiness(), startup())) {
            assertThat(answer.text()).startsWith("{\"status\":\"degraded\",").endsWith(told);
          }
        });

    runScript();
  }

  /** Files, then the status of liveness, readiness and startup. */
  private String seen() {
    String live = Files.exists(directory.resolve("live")) ? "live" : "";
    String ready = Files.exists(directory.resolve("ready")) ? " ready" : "";
    return "%s%s: %d %d %d"
        .formatted(live, ready, liveness().status(), readiness().status(), startup().status());
  }

  private Response liveness() {
    return new ProbeRoute("/l", Probe.LIVENESS, monitor, degradations).answer(Request.get("/l"));
  }

  private Response readiness() {
    return new ProbeRoute("/r", Probe.READINESS, monitor, degradations).answer(Request.get("/r"));
  }

  private Response startup() {
    return new ProbeRoute("/s", Probe.STARTUP, monitor, degradations).answer(Request.get("/s"));
  }

  private List<Condition> check() {
    return List.of(
        Condition.liveness("progress", moves, moves ? "moves" : "stands"),
        Condition.readiness("kafka", connected, connected ? "answers" : "is silent"));
  }

  private void runScript() {
    int steps = script.size();
    monitor.run();
    assertThat(script).as("left of %d steps", steps).isEmpty();
  }

  /** Takes one step between two looks; closes the monitor when there is none left. */
  private final class Scripted implements Sleeper {
    @Override
    public void sleep(Duration atMost) {
      script.remove().run();
      time.advance(atMost);
      if (script.isEmpty()) {
        monitor.close();
      }
    }

    @Override
    public void wake() {}
  }
}
