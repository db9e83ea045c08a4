package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import java.util.Optional;

/**
 * Drives a lane while its thread waits in the sink: reports each change that the store has
 * acknowledged, and begins the next one, on the thread of the answer. Anything but the change of a
 * record that is already decoded is left to the thread of the lane.
 *
 * <p>The sink calls {@link #next} in place of the lane's thread, so the lane is driven by one
 * thread at a time, in the same order of steps as without a chain. A sink that calls it too late,
 * or for an attempt that is over, changes nothing. Used for one call of the sink.
 */
final class ApplyChain implements RelationSink.FollowingChanges {
  /** Most records whose decoding is reported between two changes. */
  private static final int MOST_DECODED = 4;

  private final Driver driver;
  private final ChangeApplier applier;
  private final PortCalls ports;
  private final DecodeAhead decoded;

  private LaneAction.Apply current;
  private RelationSink.Attempt attempt;
  private long begunAt;
  private boolean reported;
  private boolean closed;

  /**
   * @param driver driver of the lane
   * @param decoded records that were decoded before their turn
   * @param first the change that is to be applied first
   */
  ApplyChain(
      Driver driver,
      ChangeApplier applier,
      PortCalls ports,
      DecodeAhead decoded,
      LaneAction.Apply first) {
    this.driver = driver;
    this.applier = applier;
    this.ports = ports;
    this.decoded = decoded;
    this.current = first;
    this.attempt = applier.attempt(first);
    this.begunAt = applier.now();
  }

  /** Driver of a lane, as a chain uses it. */
  interface Driver {
    /** Returns the next action of the lane. */
    LaneAction decide();

    /** Sets the action that is in work from now on. */
    void begins(LaneAction action);

    /** Performs the action in work, in the scope of its record, and returns the result. */
    ActionResult result(Performance performance) throws InterruptedException;

    /** Performs the action in work, in the scope of its record, and reports the result. */
    void perform(Performance performance) throws InterruptedException;

    /** Leaves an action to the lane's thread, which performs it next. */
    void leave(LaneAction action);

    /** Returns whether records are replayed, whose decoding may wait for a file. */
    boolean isReplaying();

    /** Ends the lane because of a defect or an interrupt. Never throws. */
    void fail(Throwable thrown);
  }

  /** Performance of an action. */
  interface Performance {
    /** Performs the action, and returns its result. */
    ActionResult result() throws InterruptedException;
  }

  /** Returns the change that was begun last. */
  synchronized LaneAction.Apply current() {
    return current;
  }

  /** Returns the attempt at the change that was begun last. */
  synchronized RelationSink.Attempt attempt() {
    return attempt;
  }

  /** Returns the time since the last change was begun, in nanoseconds. */
  synchronized long nanos() {
    return applier.now() - begunAt;
  }

  /**
   * Ends the chain: from now on, nothing follows.
   *
   * @return whether the outcome of the last change is reported already
   */
  synchronized boolean close() {
    closed = true;
    return reported;
  }

  // Only the attempt that was begun last has an outcome to report, whatever equals it.
  @SuppressWarnings("ReferenceEquality")
  @Override
  public synchronized Optional<RelationSink.Attempt> next(
      RelationSink.Attempt applied, Outcome.Applied outcome) {
    if (closed || applied != attempt) {
      return Optional.empty();
    }
    try {
      if (applier.mayChain()) {
        reported = true;
        LaneAction.Apply done = current;
        long nanos = applier.now() - begunAt;
        driver.perform(() -> applier.acknowledged(done, outcome, nanos));
        if (done.isLast() && advance()) {
          reported = false;
          return Optional.of(attempt);
        }
      }
    } catch (Throwable defect) {
      driver.fail(defect);
    }
    closed = true;
    return Optional.empty();
  }

  /** Begins the next change, if nothing else comes before it. */
  private boolean advance() throws InterruptedException {
    for (int decodings = 0; ; decodings++) {
      LaneAction action = driver.decide();
      if (action instanceof LaneAction.Apply apply) {
        driver.begins(apply);
        current = apply;
        attempt = applier.attempt(apply);
        begunAt = applier.now();
        applier.beginCall();
        return true;
      }
      if (!(action instanceof LaneAction.Decode decode)
          || decodings == MOST_DECODED
          || driver.isReplaying()
          || !decoded.has(decode.record())) {
        driver.leave(action);
        return false;
      }
      driver.begins(decode);
      driver.perform(() -> ports.decode(decode));
    }
  }

  @Override
  public boolean wantsPreparation() {
    return decoded.isLow();
  }

  @Override
  public boolean prepare() {
    return decoded.decodeNext();
  }
}
