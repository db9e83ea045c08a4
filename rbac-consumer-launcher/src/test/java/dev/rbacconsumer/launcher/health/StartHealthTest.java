package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log and the files say of a consumer that waits for the store at its start. */
class StartHealthTest {
  private static final Condition NOT_ASKED = Condition.readiness("kafka", false, "not asked yet");
  private static final Condition ANSWERS = Condition.readiness("kafka", true, "a broker answers");
  private static final Condition WAITS = Condition.readiness("start", false, "waits for the store");

  @TempDir private Path directory;

  @Test
  void itIsNotReadyAndTheLogLeavesThatToTheWaitItself() {
    // Given
    ManualClock clock = new ManualClock();
    VirtualSleeper sleeper = new VirtualSleeper(clock);
    Path ready = directory.resolve("ready");
    Queue<List<Condition>> looks =
        new ArrayDeque<>(
            List.of(
                List.of(NOT_ASKED, WAITS),
                List.of(NOT_ASKED),
                List.of(ANSWERS, WAITS),
                List.of(ANSWERS)));
    List<Boolean> seen = new ArrayList<>();
    HealthMonitor monitor =
        new HealthMonitor(
            () -> {
              seen.add(Files.exists(ready));
              return looks.remove();
            },
            new ProbeFiles(directory.resolve("live"), ready),
            Duration.ofMinutes(1),
            clock,
            sleeper);
    sleeper.after(
        Duration.ofSeconds(4),
        () -> {
          seen.add(Files.exists(ready));
          monitor.close();
        });

    // When
    try (CapturedLog log = CapturedLog.of(HealthMonitor.class)) {
      monitor.run();

      // Then
      assertThat(log.lines())
          .containsExactly(
              "INFO Health: not connected to Kafka yet; not ready (kafka: not asked yet)",
              "INFO Health: connected");
      assertThat(seen).containsExactly(false, false, false, false, true);
    }
  }
}
