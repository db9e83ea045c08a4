package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.health.HealthTracker;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.health.ProbeState;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the consumer's health regularly, and updates the probe files and the served view. Starts
 * once. Thread-safe.
 */
public final class HealthMonitor implements AutoCloseable {
  /**
   * Longest pause while the consumer is not well: a recovered consumer becomes ready at once, and
   * not an interval later.
   */
  static final Duration LONGEST_WAIT_WHILE_UNWELL = Duration.ofSeconds(1);

  /** Longest delay of a check, which a busy machine may cause. */
  static final Duration LATEST_LOOK = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);

  private final HealthCheck check;
  private final HealthTracker tracker;
  private final ProbeFiles files;
  private final Duration interval;
  private final Clock clock;
  private final Sleeper sleeper;
  private volatile long lookedAt;
  private volatile @Nullable Health shown;
  private volatile @Nullable Instant closedAt;
  private List<String> reported = List.of();
  private String lastFailure = "";

  /**
   * @param interval time between two checks while the consumer is well, above zero
   * @param sleeper used by this monitor only
   */
  public HealthMonitor(
      HealthCheck check, ProbeFiles files, Duration interval, Clock clock, Sleeper sleeper) {
    this.check = check;
    this.tracker = new HealthTracker(check, clock);
    this.files = files;
    this.interval = interval;
    this.clock = clock;
    this.sleeper = sleeper;
    this.lookedAt = clock.nanoTime();
  }

  /**
   * Removes files of an earlier process, which must not count for this one, and starts the checks
   * in a daemon thread.
   */
  public void start() {
    files.remove();
    check.begin(sleeper::wake);
    Thread thread = new Thread(this::run, "health");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the checks and removes the files permanently: a check in progress no longer writes. */
  @Override
  public void close() {
    closedAt = clock.now();
    synchronized (this) {
      files.remove();
    }
    sleeper.wake();
  }

  /**
   * Returns the current health. It does not wait, whatever the state of the disk or the log. If the
   * health thread has not checked for long, the result is hung: the files are then no longer
   * updated either, though they are not removed.
   */
  HealthView view() {
    Instant end = closedAt;
    if (end != null) {
      return tracker.known().without("the consumer ends", end);
    }
    Health files = shown;
    HealthView found = files == null ? tracker.known() : tracker.check();
    if (files != null && found.health() != files) {
      sleeper.wake();
    }
    Duration age = Duration.ofNanos(clock.nanoTime() - lookedAt);
    return age.compareTo(interval.plus(LATEST_LOOK)) <= 0
        ? found
        : found.without("the health thread does not look any more", clock.now().minus(age));
  }

  void run() {
    try {
      while (closedAt == null) {
        Health health = show(check());
        sleeper.sleep(untilNextCheck(health));
      }
    } catch (InterruptedException interrupted) {
      log.error("Interrupted from outside; the probe files are removed");
      close();
    } catch (Throwable thrown) {
      log.error("The health thread ends because of an unexpected error", thrown);
      close();
    }
  }

  private Duration untilNextCheck(Health health) {
    return health == Health.CONNECTED || interval.compareTo(LONGEST_WAIT_WHILE_UNWELL) < 0
        ? interval
        : LONGEST_WAIT_WHILE_UNWELL;
  }

  private HealthView check() {
    String before = lastFailure;
    lastFailure = "";
    return tracker.reportAndCheck(thrown -> failed(thrown, before));
  }

  private void failed(Throwable thrown, String before) {
    lastFailure = thrown.getClass().getName();
    if (!lastFailure.equals(before)) {
      log.error("The health check failed, which counts as hung", thrown);
    }
  }

  private synchronized Health show(HealthView found) {
    if (closedAt == null) {
      lookedAt = clock.nanoTime();
      shown = found.health();
      report(found);
      files.show(ProbeState.of(found.health()), FileTime.from(clock.now()));
    }
    return found.health();
  }

  /**
   * Logs a line if something has changed, and not at every check. What the start waits for has
   * lines of its own.
   */
  private void report(HealthView found) {
    boolean first = reported.isEmpty();
    List<String> report =
        found.health() == Health.CONNECTED
            ? List.of("connected")
            : found.troubles(condition -> !condition.name().equals(HealthView.START));
    if (!report.isEmpty() && !report.equals(reported)) {
      reported = report;
      log(found.health(), String.join("; ", report), first);
    }
    if (found.health() == Health.CONNECTED) {
      log.debug("Health check passed: consumer is connected and ready");
    }
  }

  private static void log(Health health, String troubles, boolean first) {
    switch (health) {
      case CONNECTED -> log.info("Health: connected");
      case DISCONNECTED -> {
        if (first) {
          log.info("Health: not connected to Kafka yet; not ready ({})", troubles);
        } else {
          log.warn("Health: not connected to Kafka; not ready ({})", troubles);
        }
      }
      case HUNG -> log.error("Health: hung; neither ready nor alive ({})", troubles);
    }
  }
}
