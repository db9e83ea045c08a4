package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.port.FatalErrors;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the store has given a usable answer, for a limited time, before an instance asks
 * Kafka for partitions. For that time, one that cannot reach the store takes none from an instance
 * that delivers. The first call of a process takes long, as it resolves names, connects, logs in
 * and loads classes.
 *
 * <p>After the longest wait the instance goes on all the same, because the store may be away for
 * all instances. Used once. Thread-safe.
 */
public final class StoreWait {
  /** Longest time of one probe, so that one whose answer is lost does not use up the wait. */
  static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

  /** Pause behind a probe without a usable answer. */
  static final Duration PAUSE = Duration.ofMillis(500);

  private final RelationSink.Probe probe;
  private final Duration longest;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Logger log;
  private volatile boolean isOver;
  private volatile Runnable onEnd = () -> {};
  private boolean isStopped;
  private @Nullable Thread waiting;

  /**
   * @param probe makes one call that changes nothing, such as the lanes make
   * @param longest longest wait, above zero
   * @param sleeper used by this wait only
   */
  public StoreWait(RelationSink.Probe probe, Duration longest, Clock clock, Sleeper sleeper) {
    this(probe, longest, clock, sleeper, LoggerFactory.getLogger(Delivery.LOGGER));
  }

  /**
   * @param probe makes one call that changes nothing, such as the lanes make
   * @param longest longest wait, above zero
   * @param sleeper used by this wait only
   * @param log logger of the consumer
   */
  public StoreWait(
      RelationSink.Probe probe, Duration longest, Clock clock, Sleeper sleeper, Logger log) {
    if (!isPositive(longest)) {
      throw new IllegalArgumentException("longest: want above zero, got " + longest);
    }
    this.probe = probe;
    this.longest = longest;
    this.clock = clock;
    this.sleeper = sleeper;
    this.log = log;
  }

  /**
   * Waits until the store gives a usable answer, until the longest wait is over, or until {@link
   * #stop}. Called by one thread, once.
   *
   * @throws InterruptedException when the thread is interrupted by anything else than a stop
   */
  public void await() throws InterruptedException {
    if (begin()) {
      try {
        awaitAnswer();
      } catch (InterruptedException interrupted) {
        if (!isStopped()) {
          throw interrupted;
        }
      } finally {
        end();
      }
    }
    isOver = true;
    onEnd.run();
  }

  /** Ends the wait at once, and any later one. */
  public synchronized void stop() {
    isStopped = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Returns whether the wait has ended, for any reason. */
  public boolean isOver() {
    return isOver;
  }

  /** Returns the longest wait. */
  public Duration longest() {
    return longest;
  }

  /** Sets what runs at the end of the wait, in its thread. */
  public void onEnd(Runnable action) {
    onEnd = action;
  }

  private void awaitAnswer() throws InterruptedException {
    long start = clock.nanoTime();
    boolean isLogged = false;
    for (Duration left = longest; isPositive(left); left = remaining(start)) {
      boolean isAnswered = answers(shorter(left, LONGEST_PROBE));
      if (isStopped()) {
        return;
      }
      if (isAnswered) {
        if (isLogged) {
          log.info("The Relations API answers");
        }
        return;
      }
      if (!isLogged) {
        isLogged = true;
        log.info(
            "The Relations API gives no usable answer yet: waiting up to {} for one before asking"
                + " for partitions",
            DurationText.show(longest));
      }
      Duration pause = shorter(remaining(start), PAUSE);
      if (isPositive(pause)) {
        sleeper.sleep(pause);
      }
    }
    log.warn(
        "The Relations API has given no usable answer within {}: asking for partitions all the"
            + " same",
        DurationText.show(longest));
  }

  private boolean answers(Duration timeout) throws InterruptedException {
    try {
      return probe.answers(timeout);
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Throwable defect) {
      if (defect instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      // The lanes report it, with their first call.
      log.debug("The Relations API could not be asked", defect);
      return false;
    }
  }

  private Duration remaining(long start) {
    return longest.minusNanos(clock.nanoTime() - start);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  private synchronized boolean begin() {
    waiting = isStopped ? null : Thread.currentThread();
    return !isStopped;
  }

  private synchronized boolean isStopped() {
    return isStopped;
  }

  /** Ends the time in which a stop interrupts the thread, and takes back an interrupt by one. */
  private synchronized void end() {
    waiting = null;
    if (isStopped) {
      Thread.interrupted();
    }
  }
}
