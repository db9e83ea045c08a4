package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes tuple changes to the store. One call is one attempt: a sink neither sleeps nor retries.
 * Applying a change twice stores the same tuples, so redelivery is safe. Not atomic: after anything
 * but {@link Outcome.Applied}, any part of the change may be stored. Thread-safe.
 */
@FunctionalInterface
public interface RelationSink {
  /**
   * Removes, then adds, under the fence of the partition the change came from.
   *
   * @param change at least one tuple, removed or added
   * @param fence token acquired when the partition was assigned
   * @param timeout longest time to block, above zero
   * @return every remote answer or failure, as a value
   * @throws InterruptedException on shutdown or revocation; any part of the change may be stored
   */
  Outcome apply(TupleChange change, FenceToken fence, Duration timeout) throws InterruptedException;

  /**
   * Applies a change on behalf of a trace, which a sink passes on to the services that it calls.
   * The trace affects no decision; a sink that does not use traces keeps this default.
   *
   * @param change at least one tuple, removed or added
   * @param fence token acquired when the partition was assigned
   * @param trace the trace of the change; of the first message where the change is made of several
   * @param timeout longest time to block, above zero
   * @return every remote answer or failure, as a value
   * @throws InterruptedException on shutdown or revocation; any part of the change may be stored
   */
  default Outcome apply(
      TupleChange change, FenceToken fence, Optional<TraceContext> trace, Duration timeout)
      throws InterruptedException {
    return apply(change, fence, timeout);
  }

  /**
   * Applies a change and reports the progress of the attempt. Delivery calls this method; a sink
   * whose attempts are one call keeps this default.
   *
   * @param change at least one tuple, removed or added
   * @param fence token acquired when the partition was assigned
   * @param trace the trace of the change; of the first message where the change is made of several
   * @param timeout longest time to block, above zero, counted from the last progress
   * @param progress the sink runs it each time that the store has confirmed a part of the change,
   *     on any thread, but never twice at the same time; returns at once
   * @return every remote answer or failure, as a value
   * @throws InterruptedException on shutdown or revocation; any part of the change may be stored
   */
  default Outcome apply(
      TupleChange change,
      FenceToken fence,
      Optional<TraceContext> trace,
      Duration timeout,
      Runnable progress)
      throws InterruptedException {
    return apply(change, fence, trace, timeout);
  }

  /**
   * Applies a change, and then the changes that follow it. Delivery calls this method while no
   * listener may block. A sink may begin the next change on the thread that learns of the answer to
   * the one before, which saves two switches between threads for each change. The default applies
   * the first change only.
   *
   * @param first the first change
   * @param progress as for {@link #apply(TupleChange, FenceToken, Optional, Duration, Runnable)},
   *     of all changes
   * @param following supplies the changes that follow; not called any more once this method ends
   * @return the outcome of the change that was begun last
   * @throws InterruptedException on shutdown or revocation; any part of the change that was begun
   *     last may be stored
   */
  default Outcome applyAll(Attempt first, Runnable progress, FollowingChanges following)
      throws InterruptedException {
    return apply(first.change(), first.fence(), first.trace(), first.timeout(), progress);
  }

  /**
   * Returns a probe of the store, which delivery uses in an outage; empty if there is none. Then
   * only the attempts of the lanes find out that the store answers again.
   */
  default Optional<Probe> probe() {
    return Optional.empty();
  }

  /**
   * One attempt at a change.
   *
   * @param change at least one tuple, removed or added
   * @param fence token acquired when the partition was assigned
   * @param record the record that the change is made for; the first one where it is made of several
   * @param timeout longest time of the attempt, above zero, counted from the last progress
   */
  record Attempt(TupleChange change, FenceToken fence, SourceRecord record, Duration timeout) {
    /** Returns the trace of the record, if it has one. */
    public Optional<TraceContext> trace() {
      return TraceContext.of(record);
    }
  }

  /**
   * Supplies the changes that follow one another in a partition. No method throws. None waits for
   * the store; each may call the observers and listeners of delivery.
   */
  interface FollowingChanges {
    /**
     * Returns the change that follows one which is applied. Called by any thread, but by one at a
     * time.
     *
     * @param applied the attempt that was begun last; for any other one nothing follows
     * @param outcome its outcome
     * @return empty if nothing follows, so that {@link #applyAll} ends
     */
    Optional<Attempt> next(Attempt applied, Outcome.Applied outcome);

    /** Returns whether {@link #prepare} should be called. May be called by any thread. */
    boolean wantsPreparation();

    /**
     * Prepares one of the next changes. Called by the thread that waits in the sink, possibly while
     * another one calls {@link #next}.
     *
     * @return whether it should be called again
     */
    boolean prepare();
  }

  /** Checks whether the store answers, with a call that changes nothing. Thread-safe. */
  @FunctionalInterface
  interface Probe {
    /**
     * Makes one call, and returns whether the store answered it.
     *
     * @param timeout longest time to block, above zero
     * @return false where the store is unreachable, busy or slow, or refuses the credentials, as
     *     with {@link Outcome.RetryLater}
     * @throws InterruptedException on shutdown or revocation
     */
    boolean answers(Duration timeout) throws InterruptedException;
  }

  /**
   * Returns a sink that refuses every change, for an instance that makes none, such as a dry run.
   */
  static RelationSink none() {
    return (change, fence, timeout) ->
        new Outcome.RetryLater(
            FailureReason.NO_STORE.word(), "there is no store to write to", false);
  }
}
