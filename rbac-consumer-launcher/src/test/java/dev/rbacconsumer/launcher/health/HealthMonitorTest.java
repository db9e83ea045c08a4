package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.kafka.ThreadSleeper;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class HealthMonitorTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private Path liveness;
  private Path readiness;
  private ProbeFiles files;
  private final ManualClock time = new ManualClock();
  private final List<String> timeline = new ArrayList<>();

  @BeforeEach
  void place() {
    liveness = directory.resolve("liveness");
    readiness = directory.resolve("readiness");
    files = new ProbeFiles(liveness, readiness);
  }

  @Test
  void filesFollowTheHealthSoonerWhileItIsBad() {
    // When
    runThrough(Health.DISCONNECTED, Health.CONNECTED, Health.HUNG, Health.CONNECTED);

    // Then
    assertThat(timeline)
        .containsExactly("0s alive", "1s alive ready", "31s", "32s alive ready", "62s closed:");
  }

  @Test
  void changeIsLoggedOnceAndNotAtEveryLook() {
    try (var log = CapturedLog.of(HealthMonitor.class)) {
      // When
      runThrough(
          Health.CONNECTED,
          Health.CONNECTED,
          Health.DISCONNECTED,
          Health.DISCONNECTED,
          Health.HUNG);

      // Then
      assertThat(log.lines())
          .containsExactly(
              "INFO Health: connected",
              "WARN Health: not connected to Kafka; not ready",
              "ERROR Health: hung; neither ready nor alive");
    }
  }

  @Test
  void checkThatThrowsCountsAsHung() {
    // Given
    files.show(ProbeState.ALIVE_AND_READY, FileTime.fromMillis(0));
    HealthCheck broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    var sleeper = new Stepping(1);
    var monitor = new HealthMonitor(broken, files, INTERVAL, time, sleeper);
    sleeper.monitor = monitor;

    // When
    monitor.run();

    // Then
    assertThat(timeline).containsExactly("0s", "1s closed:");
  }

  @Test
  @Timeout(60)
  void lookThatIsInProgressWritesNothingAfterTheEnd() throws InterruptedException {
    // Given
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    HealthCheck slow =
        () -> {
          asked.countDown();
          await(answer);
          return Health.CONNECTED;
        };
    var monitor = new HealthMonitor(slow, files, INTERVAL, time, new ThreadSleeper());
    Thread looking = new Thread(monitor::run);
    looking.start();
    asked.await();

    // When
    monitor.close();
    answer.countDown();
    looking.join();

    // Then
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void runsInAThreadOfItsOwnUntilClosed() {
    // Given
    var monitor =
        new HealthMonitor(
            () -> Health.CONNECTED, files, Duration.ofMillis(1), time, new ThreadSleeper());

    // When
    monitor.start();

    // Then
    Eventually.get(() -> Files.exists(readiness), there -> there, LONG);
    monitor.close();
    assertThat(directory).isEmptyDirectory();
  }

  /** One answer for each look; the monitor is closed after the last. */
  private void runThrough(Health... answers) {
    Queue<Health> left = new ArrayDeque<>(List.of(answers));
    var sleeper = new Stepping(answers.length);
    var monitor = new HealthMonitor(left::remove, files, INTERVAL, time, sleeper);
    sleeper.monitor = monitor;
    monitor.run();
  }

  private String shown() {
    return (Files.exists(liveness) ? " alive" : "") + (Files.exists(readiness) ? " ready" : "");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Notes what is shown, lets virtual time pass, and closes the monitor after so many sleeps. */
  private final class Stepping implements Sleeper {
    private int left;
    private HealthMonitor monitor;

    Stepping(int sleeps) {
      this.left = sleeps;
    }

    @Override
    public void sleep(Duration atMost) {
      timeline.add(time.elapsed().toSeconds() + "s" + shown());
      time.advance(atMost);
      left--;
      if (left == 0) {
        monitor.close();
        timeline.add(time.elapsed().toSeconds() + "s closed:" + shown());
      }
    }

    @Override
    public void wake() {}
  }
}
