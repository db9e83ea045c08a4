package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
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
   * @param progress the sink runs it on the thread of the caller each time that the store has
   *     confirmed a part of the change; returns at once
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
   * Returns a probe of the store, which delivery uses in an outage; empty if there is none. Then
   * only the attempts of the lanes find out that the store answers again.
   */
  default Optional<Probe> probe() {
    return Optional.empty();
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
