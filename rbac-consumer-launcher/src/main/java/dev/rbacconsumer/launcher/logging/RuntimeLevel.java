package dev.rbacconsumer.launcher.logging;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.launcher.config.LogLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged, while the consumer runs. Thread-safe. */
public final class RuntimeLevel {
  private static final Logger log = LoggerFactory.getLogger(RuntimeLevel.class);

  private final LogLevel configured;
  private final Clock clock;
  private final Consumer<LogLevel> levels;
  private final Function<Duration, Executor> later;
  private LogLevel level;
  private Optional<Long> until = Optional.empty();

  /**
   * How it is now.
   *
   * @param level from which on is logged
   * @param configured what the settings say
   * @param left time until that one comes back; empty where it does not
   */
  public record State(LogLevel level, LogLevel configured, Optional<Duration> left) {}

  /**
   * The level of the log of this process, which has the configured one now.
   *
   * @param clock says how much time is left
   */
  public RuntimeLevel(LogLevel configured, Clock clock) {
    this(
        configured,
        clock,
        Logging::configure,
        wait -> CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS));
  }

  /**
   * @param levels sets one
   * @param later runs something after a time, on a daemon thread
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

  /** How it is now. */
  public synchronized State state() {
    return new State(
        level, configured, until.map(it -> Duration.ofNanos(Math.max(0, it - clock.nanoTime()))));
  }

  /**
   * Sets another level, and says so in the log.
   *
   * @param atMost after which the configured one comes back, above zero; empty for as long as the
   *     process runs
   */
  public synchronized void set(LogLevel wanted, Optional<Duration> atMost) {
    until = atMost.map(it -> clock.nanoTime() + it.toNanos());
    atMost.ifPresent(it -> later.apply(it).execute(this::revertIfDue));
    change(wanted, atMost.map(it -> ", for " + it.toSeconds() + "s").orElse(""));
  }

  /** A later change may have moved the end meanwhile. */
  private synchronized void revertIfDue() {
    if (until.filter(it -> clock.nanoTime() - it >= 0).isPresent()) {
      until = Optional.empty();
      change(configured, ", as configured");
    }
  }

  /** Told under whichever of the two levels shows more. */
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
