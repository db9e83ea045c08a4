package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;

/**
 * Writes tuple changes to the store. One call is one attempt: a sink neither sleeps nor retries.
 * Applying a change twice stores the same tuples, so redelivery is safe. Not atomic: after anything
 * but {@link Outcome.Applied}, any part of the change may be stored. Thread-safe.
 */
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
}
