package dev.rbacconsumer.launcher.logging;

import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log level of a running consumer. Thread-safe. */
public final class RuntimeLevel {
  private static final Logger log = LoggerFactory.getLogger(RuntimeLevel.class);

  private final LogLevel configured;
  private final Clock clock;
  private final Consumer<LogLevel> levels;
  private final Function<Duration, Executor> later;
  private LogLevel level;
  private Optional<Long> until = Optional.empty();

  /**
   * Current state of the level.
   *
   * @param level lowest level that is logged
   * @param configured level of the settings
   * @param left time until the configured one returns; empty if it does not
   */
  public record State(LogLevel level, LogLevel configured, Optional<Duration> left) {}

  /**
   * Creates the level for the log of this process, which now has the configured one.
   *
   * @param clock clock for the remaining time
   */
  public RuntimeLevel(LogLevel configured, Clock clock) {
    this(
        configured,
        clock,
        Logging::configure,
        wait -> CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS));
  }

  /**
   * @param levels sets a level
   * @param later runs an action after a time, on a daemon thread
   */
  RuntimeLevel(
      LogLevel configured,
      Clock clock,
      Consumer<LogLevel> levels,
      Function<Duration, Executor> later) {
    this.configured = configured;
    this.clock = clock;
    this.levels = levels;
    this.later = later;
    this.level = configured;
  }

  /** Returns the current state. */
  public synchronized State state() {
    return new State(
        level, configured, until.map(it -> Duration.ofNanos(Math.max(0, it - clock.nanoTime()))));
  }

  /**
   * Sets another level, and logs the change.
   *
   * @param atMost time after which the configured one returns, above zero; empty for as long as the
   *     process runs
   */
  public synchronized void set(LogLevel wanted, Optional<Duration> atMost) {
    until = atMost.map(it -> clock.nanoTime() + it.toNanos());
    atMost.ifPresent(it -> later.apply(it).execute(this::revertIfDue));
    change(wanted, atMost.map(it -> ", for " + it.toSeconds() + "s").orElse(""));
  }

  /**
   * Restores the configured level if it is due. A later change may have moved the end meanwhile.
   */
  private synchronized void revertIfDue() {
    if (until.filter(it -> clock.nanoTime() - it >= 0).isPresent()) {
      until = Optional.empty();
      change(configured, ", as configured");
    }
  }

  /** Changes the level, and logs it under the one of the two levels that shows more. */
  private void change(LogLevel wanted, String why) {
    boolean more = wanted.compareTo(level) < 0;
    if (more) {
      levels.accept(wanted);
    }
    log.warn("The log level is {} now{}; it was {}", wanted, why, level);
    levels.accept(wanted);
    level = wanted;
  }
}
