package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.health.ProbeState;
import dev.rbacconsumer.core.runtime.ThreadSleeper;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class HealthMonitorTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final List<Condition> CONNECTED = found(true, true);
  private static final List<Condition> DISCONNECTED = found(true, false);
  private static final List<Condition> HUNG = found(false, true);

  @TempDir private Path directory;
  private Path liveness;
  private Path readiness;
  private ProbeFiles files;
  private final ManualClock time = new ManualClock();
  private final List<String> timeline = new ArrayList<>();
  private FileAction onSleep = () -> {};

  @BeforeEach
  void place() {
    liveness = directory.resolve("liveness");
    readiness = directory.resolve("readiness");
    files = new ProbeFiles(liveness, readiness);
  }

  @Test
  void filesFollowTheHealthSoonerWhileItIsBad() {
    // When
    runThrough(List.of(DISCONNECTED, CONNECTED, HUNG, CONNECTED));

    // Then
    assertThat(timeline)
        .containsExactly("0s alive", "1s alive ready", "31s", "32s alive ready", "62s closed:");
  }

  @Test
  void changeIsLoggedOnceAndNotAtEveryLook() {
    try (var log = CapturedLog.of(HealthMonitor.class)) {
      // When
      runThrough(List.of(CONNECTED, CONNECTED, DISCONNECTED, DISCONNECTED, HUNG, HUNG, CONNECTED));

      // Then
      assertThat(log.lines())
          .containsExactly(
              "INFO Health: connected",
              "WARN Health: not connected to Kafka; not ready (kafka: is silent)",
              "ERROR Health: hung; neither ready nor alive (progress: stands)",
              "INFO Health: connected");
    }
  }

  @Test
  void whatIsOnlyNotYetIsNoWarningAndWhatFollowsIs() {
    try (var log = CapturedLog.of(HealthMonitor.class)) {
      // When
      runThrough(
          List.of(
              List.of(Condition.readiness("kafka", false, "not asked yet")),
              List.of(Condition.readiness("kafka", false, "no answer")),
              CONNECTED));

      // Then
      assertThat(log.lines())
          .containsExactly(
              "INFO Health: not connected to Kafka yet; not ready (kafka: not asked yet)",
              "WARN Health: not connected to Kafka; not ready (kafka: no answer)",
              "INFO Health: connected");
    }
  }

  @Test
  void goodLooksAreReportedAtDebug() {
    Logger logger = (Logger) LoggerFactory.getLogger(HealthMonitor.class);
    logger.setLevel(Level.DEBUG);
    try (var log = CapturedLog.of(HealthMonitor.class)) {
      // When
      runThrough(List.of(CONNECTED, DISCONNECTED, CONNECTED));

      // Then
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("DEBUG"))
          .containsExactly(
              "DEBUG Health check passed: consumer is connected and ready",
              "DEBUG Health check passed: consumer is connected and ready");
    } finally {
      logger.setLevel(null);
    }
  }

  @Test
  void filesAreTouchedAtEveryGoodLook() throws IOException {
    // When
    List<Instant> touched = new ArrayList<>();
    onSleep = () -> touched.add(Files.getLastModifiedTime(liveness).toInstant());
    runThrough(List.of(CONNECTED, CONNECTED, DISCONNECTED));

    // Then
    Instant start = ManualClock.DEFAULT_START;
    assertThat(touched)
        .containsExactly(start, start.plus(INTERVAL), start.plus(INTERVAL.multipliedBy(2)));
  }

  @Test
  void newsBringTheNextLookForward() {
    // Given
    var answer = new AtomicReference<>(CONNECTED);
    var news = new AtomicReference<Runnable>();
    HealthCheck telling =
        new HealthCheck() {
          @Override
          public List<Condition> check() {
            return answer.get();
          }

          @Override
          public void begin(Runnable told) {
            news.set(told);
          }
        };
    var monitor = new HealthMonitor(telling, files, Duration.ofHours(1), time, new ThreadSleeper());
    monitor.start();
    Eventually.get(() -> Files.exists(readiness), there -> there, LONG);

    // When
    answer.set(DISCONNECTED);
    news.get().run();

    // Then
    Eventually.get(() -> Files.exists(readiness), there -> !there, LONG);
    assertThat(liveness).exists();
    monitor.close();
  }

  @Test
  void checkThatThrowsCountsAsHung() {
    // Given
    files.show(ProbeState.ALIVE_AND_READY, FileTime.fromMillis(0));
    var sleeper = new Stepping(1);
    var monitor = new HealthMonitor(HealthMonitorTest::broken, files, INTERVAL, time, sleeper);
    sleeper.monitor = monitor;

    // When
    monitor.run();

    // Then
    assertThat(timeline).containsExactly("0s", "1s closed:");
    assertThat(monitor.view().troubles()).contains("look: the check failed; see the log");
  }

  @Test
  void checkThatThrowsAnErrorCountsAsHungAndIsLookedAtAgain() throws IOException {
    // Given
    files.show(ProbeState.ALIVE_AND_READY, FileTime.fromMillis(0));
    HealthCheck broken =
        () -> {
          throw new NoClassDefFoundError("org/example/Part");
        };
    var sleeper = new Stepping(2);
    var monitor = new HealthMonitor(broken, files, INTERVAL, time, sleeper);
    sleeper.monitor = monitor;

    try (CapturedLog log = CapturedLog.of(HealthMonitor.class)) {
      // When
      monitor.run();

      // Then
      assertThat(timeline).containsExactly("0s", "1s", "2s closed:");
      assertThat(log.hasStackTraces()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "ERROR The health check failed, which counts as hung",
              "ERROR Health: hung; neither ready nor alive (look: the check failed;"
                  + " see the log)");
    }
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
          Latches.await(answer);
          return CONNECTED;
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
  void aDiskThatHangsKeepsNoOneFromHearingOfIt() throws IOException, InterruptedException {
    // Given: a pipe, which can be opened for one thing only when it is for the other
    Process made = new ProcessBuilder("mkfifo", liveness.toString()).start();
    assumeThat(made.waitFor()).isZero();
    var monitor = new HealthMonitor(() -> CONNECTED, files, INTERVAL, time, new ThreadSleeper());

    // When
    monitor.start();
    Eventually.get(monitor::view, it -> it.health() == Health.CONNECTED, LONG);
    time.advance(INTERVAL.plus(HealthMonitor.LATEST_LOOK).plusNanos(1));

    // Then
    assertThat(monitor.view().troubles())
        .containsExactly("look: the health thread does not look any more");
    var both = new RandomAccessFile(liveness.toFile(), "rw");
    monitor.close();
    both.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  @Timeout(60)
  void aReportThatHangsKeepsNoOneFromTheTruth() throws InterruptedException {
    // Given
    var hangs = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var answer = new AtomicReference<>(CONNECTED);
    HealthCheck check =
        new HealthCheck() {
          private boolean reported;

          @Override
          public void reportChanges() {
            if (reported) {
              hangs.countDown();
              Latches.await(release);
            }
            reported = true;
          }

          @Override
          public List<Condition> check() {
            return answer.get();
          }
        };
    var monitor = new HealthMonitor(check, files, INTERVAL, time, new ThreadSleeper());
    monitor.start();
    Eventually.get(() -> Files.exists(readiness), there -> there, LONG);

    // When
    answer.set(HUNG);
    time.advance(Duration.ofSeconds(1));
    HealthView first = monitor.view();
    hangs.await();
    time.advance(Duration.ofSeconds(1));

    // Then: the request itself had the next look begin, which hangs and so leaves the files
    assertThat(first.health()).isEqualTo(Health.HUNG);
    assertThat(monitor.view().troubles()).containsExactly("progress: stands");
    assertThat(monitor.view().standings().get(0).since())
        .isEqualTo(ManualClock.DEFAULT_START.plusSeconds(1));
    assertThat(liveness).exists();
    answer.set(DISCONNECTED);
    assertThat(monitor.view().troubles()).containsExactly("kafka: is silent");
    release.countDown();
    Eventually.get(() -> Files.exists(readiness), there -> !there, LONG);
    monitor.close();
  }

  @Test
  void aCheckThatFailsForAProbeCountsAsHungToo() {
    // Given
    var answer = new AtomicReference<>(CONNECTED);
    HealthCheck check = () -> answer.get().isEmpty() ? broken() : answer.get();
    var monitor = new HealthMonitor(check, files, INTERVAL, time, new ThreadSleeper());
    monitor.start();
    Eventually.get(() -> Files.exists(readiness), there -> there, LONG);

    // When
    answer.set(List.of());

    // Then
    assertThat(monitor.view().troubles()).containsExactly("look: the check failed; see the log");
    Eventually.get(() -> Files.exists(liveness), there -> !there, LONG);
    monitor.close();
  }

  @Test
  void runsInAThreadOfItsOwnUntilClosed() {
    // Given
    var monitor =
        new HealthMonitor(() -> CONNECTED, files, Duration.ofMillis(1), time, new ThreadSleeper());

    // When
    monitor.start();

    // Then
    Eventually.get(() -> Files.exists(readiness), there -> there, LONG);
    monitor.close();
    assertThat(directory).isEmptyDirectory();
  }

  /** One answer for each look; the monitor is closed after the last. */
  private void runThrough(List<List<Condition>> answers) {
    Queue<List<Condition>> left = new ArrayDeque<>(answers);
    var sleeper = new Stepping(answers.size());
    var monitor = new HealthMonitor(left::remove, files, INTERVAL, time, sleeper);
    sleeper.monitor = monitor;
    monitor.run();
  }

  private static List<Condition> found(boolean alive, boolean connected) {
    return List.of(
        Condition.liveness("progress", alive, alive ? "moves" : "stands"),
        Condition.readiness("kafka", connected, connected ? "answers" : "is silent"));
  }

  private static List<Condition> broken() {
    throw new IllegalStateException("broken");
  }

  private String shown() {
    return (Files.exists(liveness) ? " alive" : "") + (Files.exists(readiness) ? " ready" : "");
  }

  private interface FileAction {
    void run() throws IOException;
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
      try {
        onSleep.run();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
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
