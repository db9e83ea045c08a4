package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.Sleeper;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the consumer's health again and again, and keeps the probe files true. Starts once.
 * Thread-safe.
 */
public final class HealthMonitor implements AutoCloseable {
  /** A consumer that has become well should be ready at once, and not an interval later. */
  static final Duration LONGEST_WAIT_WHILE_UNWELL = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);

  private final HealthCheck check;
  private final ProbeFiles files;
  private final Duration interval;
  private final Clock clock;
  private final Sleeper sleeper;
  private @Nullable Health last;
  private boolean closed;

  /**
   * @param interval time between two looks while all is well, above zero
   * @param sleeper for this monitor alone
   */
  public HealthMonitor(
      HealthCheck check, ProbeFiles files, Duration interval, Clock clock, Sleeper sleeper) {
    this.check = check;
    this.files = files;
    this.interval = interval;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Begins to look, in a thread that keeps no process alive. */
  public void start() {
    Thread thread = new Thread(this::run, "health");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends looking and removes the files, for good: a look in progress writes nothing any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      files.remove();
    }
    sleeper.wake();
  }

  void run() {
    try {
      while (isOpen()) {
        Health health = ask();
        show(health);
        sleeper.sleep(untilNextLook(health));
      }
    } catch (InterruptedException interrupted) {
      log.error("Interrupted from outside; the probe files are removed");
      close();
    }
  }

  private Duration untilNextLook(Health health) {
    return health == Health.CONNECTED || interval.compareTo(LONGEST_WAIT_WHILE_UNWELL) < 0
        ? interval
        : LONGEST_WAIT_WHILE_UNWELL;
  }

  private Health ask() {
    try {
      return check.check();
    } catch (RuntimeException thrown) {
      log.error("The health check failed, which counts as hung", thrown);
      return Health.HUNG;
    }
  }

  private synchronized boolean isOpen() {
    return !closed;
  }

  private synchronized void show(Health health) {
    if (closed) {
      return;
    }
    if (health != last) {
      report(health);
      last = health;
    }
    files.show(ProbeState.of(health), FileTime.from(clock.now()));
  }

  private void report(Health health) {
    switch (health) {
      case CONNECTED -> log.info("Health: connected");
      case DISCONNECTED -> log.warn("Health: not connected to Kafka; not ready");
      case HUNG -> log.error("Health: hung; neither ready nor alive");
    }
  }
}
