package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;

/**
 * Detects that the store answers again after an outage, from the calls of all lanes and, while they
 * wait, from probes. Without it, a lane that waits after its tenth failure would notice minutes
 * late. Thread-safe.
 */
final class OutageDetector {
  /**
   * Shortest time without an answer that counts as an outage. After a shorter one the lanes wait
   * only seconds, and a store that fails now and then must not end their waits again and again.
   */
  static final Duration SHORTEST = Duration.ofSeconds(5);

  /** Time between two probes during an outage. */
  static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

  /** Longest time of a probe. */
  static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  private final boolean canProbe;
  private final Clock clock;
  private final Runnable onEnd;

  /** True from the first call without an answer to the next call with one. */
  private volatile boolean failing;

  private long failingSince;

  /** True while probes are made: from a call without an answer to a probe with one. */
  private boolean probing;

  /** True once a probe failed too, so that more is out of order than single calls. */
  private boolean probeFailed;

  private long nextProbeAt;

  /**
   * @param canProbe whether the store can be probed
   * @param onEnd run by the thread that notices the end of an outage; returns at once
   */
  OutageDetector(boolean canProbe, Clock clock, Runnable onEnd) {
    this.canProbe = canProbe;
    this.clock = clock;
    this.onEnd = onEnd;
  }

  /** Takes the outcome of a call: any answer of the store, a refusal too, ends an outage. */
  Outcome observe(Outcome outcome) {
    if (outcome instanceof Outcome.RetryLater) {
      failed();
    } else {
      answered();
    }
    return outcome;
  }

  /** Takes the outcome of an attempt to acquire a fence. */
  FenceOutcome observe(FenceOutcome outcome) {
    if (outcome instanceof FenceOutcome.NotAcquired) {
      failed();
    } else {
      answered();
    }
    return outcome;
  }

  /**
   * Takes the result of a probe. An answer ends the waits, and not the outage: a store that can be
   * read may still refuse to be written to, until a call is answered.
   */
  void probed(boolean answers) {
    boolean ends;
    synchronized (this) {
      ends = answers && failing && probeFailed && isLong();
      probeFailed = !answers;
      probing = !answers;
    }
    if (ends) {
      onEnd.run();
    }
  }

  /**
   * Returns the action for a lane that is about to wait: during an outage, one lane probes the
   * store from time to time, and the others wait until the next probe at most.
   */
  LaneAction during(LaneAction action) {
    if (!canProbe || !failing || !isWaitForStore(action)) {
      return action;
    }
    LaneAction.WaitUntil wait = (LaneAction.WaitUntil) action;
    long now = clock.nanoTime();
    synchronized (this) {
      if (!probing || wait.nanoTime() - nextProbeAt <= 0) {
        return action;
      }
      if (now - nextProbeAt < 0) {
        return new LaneAction.WaitUntil(nextProbeAt, true);
      }
      nextProbeAt = now + PROBE_TIMEOUT.plus(PROBE_INTERVAL).toNanos();
      return new LaneAction.ProbeStore();
    }
  }

  /** Makes the next probe due an interval from now, at the end of one. */
  synchronized void probeEnded() {
    nextProbeAt = clock.nanoTime() + PROBE_INTERVAL.toNanos();
  }

  private static boolean isWaitForStore(LaneAction action) {
    return action instanceof LaneAction.WaitUntil wait && wait.isForStore();
  }

  private synchronized void failed() {
    long now = clock.nanoTime();
    if (!failing) {
      failingSince = now;
      failing = true;
      probeFailed = false;
    }
    if (!probing) {
      probing = true;
      nextProbeAt = now + PROBE_INTERVAL.toNanos();
    }
  }

  private void answered() {
    if (failing && end()) {
      onEnd.run();
    }
  }

  /** Ends the outage, and returns whether it was long enough to count as one. */
  private synchronized boolean end() {
    boolean counts = failing && isLong();
    failing = false;
    probing = false;
    return counts;
  }

  private boolean isLong() {
    return clock.nanoTime() - failingSince >= SHORTEST.toNanos();
  }
}
