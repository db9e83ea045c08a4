package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.health.HealthTracker;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.port.FatalErrors;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Checks the health of one consumer regularly in a thread of its own, which reports stalls.
 * Thread-safe; starts once.
 */
public final class HealthThread implements AutoCloseable {
  /** Longest pause while the consumer is not well, so that a recovery is noticed at once. */
  private static final Duration LONGEST_WAIT_WHILE_UNWELL = Duration.ofSeconds(1);

  /** Longest delay of a check, which a busy machine may cause. */
  private static final Duration LATEST_CHECK = Duration.ofSeconds(30);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

  private final String name;
  private final Logger log;
  private final HealthCheck check;
  private final HealthTracker tracker;
  private final Duration interval;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Consumer<HealthView> onChange;
  private final Thread thread;
  private volatile @Nullable Instant closedAt;
  private volatile long lookedAt;
  private @Nullable List<String> reported;
  private String lastFailure = "";

  /**
   * @param name name of the consumer
   * @param log logger of the consumer
   * @param interval time between two checks while the consumer is well, above zero
   * @param sleeper used by this object only
   * @param onChange receives the first result, and each that has other unmet conditions than the
   *     one before; called by this thread
   */
  public HealthThread(
      String name,
      Logger log,
      HealthCheck check,
      Duration interval,
      Clock clock,
      Sleeper sleeper,
      ConsumerThreads threads,
      Consumer<HealthView> onChange) {
    this.name = name;
    this.log = log;
    this.check = check;
    this.tracker = new HealthTracker(check, clock);
    this.interval = interval;
    this.onChange = onChange;
    this.clock = clock;
    this.sleeper = sleeper;
    this.thread = threads.daemon("health", this::run);
  }

  /** Starts the checks. */
  public void start() {
    lookedAt = clock.nanoTime();
    check.begin(sleeper::wake);
    thread.start();
  }

  /** Checks, and returns the result. Does not wait. */
  public HealthView check() {
    Instant end = closedAt;
    if (end != null) {
      return tracker.known().without("the consumer is closed", end);
    }
    HealthView found = tracker.check();
    Duration age = Duration.ofNanos(clock.nanoTime() - lookedAt);
    return age.compareTo(interval.plus(LATEST_CHECK)) <= 0
        ? found
        : found.without("the health thread does not check any more", clock.now().minus(age));
  }

  /** Ends the checks, within a second. */
  @Override
  public void close() {
    closedAt = clock.now();
    sleeper.wake();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closedAt == null) {
        sleeper.sleep(pause(round()));
      }
    } catch (InterruptedException interrupted) {
      log.error("{}: interrupted from outside; the health is not checked any more", name);
    }
  }

  /** Checks once. A callback or a log that fails must not end the checks. */
  private HealthView round() {
    String before = lastFailure;
    lastFailure = "";
    HealthView view = tracker.reportAndCheck(thrown -> failed(thrown, before));
    try {
      reportChange(view);
    } catch (Throwable thrown) {
      if (thrown instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      log.error("{}: a change of the health could not be reported", name, thrown);
    }
    lookedAt = clock.nanoTime();
    return view;
  }

  private void reportChange(HealthView view) {
    List<String> troubles = view.troubles();
    if (!troubles.equals(reported)) {
      reported = troubles;
      onChange.accept(view);
    }
  }

  private Duration pause(HealthView view) {
    boolean isWell = view.health() == Health.CONNECTED;
    return isWell || interval.compareTo(LONGEST_WAIT_WHILE_UNWELL) < 0
        ? interval
        : LONGEST_WAIT_WHILE_UNWELL;
  }

  private void failed(Throwable thrown, String before) {
    lastFailure = thrown.getClass().getName();
    if (!lastFailure.equals(before)) {
      log.error("{}: the health check failed, which counts as hung", name, thrown);
    }
  }
}
