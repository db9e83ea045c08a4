package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;

/**
 * Does what an event of one message type asks for. One call is one attempt: a handler neither
 * sleeps nor retries. Thread-safe; within a partition it is called for one event at a time, in the
 * order of the offsets.
 *
 * <p>Delivery is at least once, so a handler is idempotent: an event comes again after a failed
 * attempt, and after a crash or a rebalance before its offset was committed. {@link
 * EventMetadata#eventId} is equal then. A handler is called only while the partition's fence is
 * held, but nothing checks the fence where the handler writes: a process that stood still in the
 * middle of a call may end that call when the next owner has gone further. A handler whose effects
 * must never go backwards compares a version, or a time, where it writes.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface EventHandler<E> {
  /**
   * Makes one attempt.
   *
   * @param event valid
   * @param metadata what is known about the event beside its payload
   * @param timeout longest time to block, above zero
   * @return {@link Outcome.Applied} once nothing more is to be done; the next record waits for it.
   *     Whatever is thrown counts as {@link Outcome.RetryLater}
   * @throws InterruptedException on shutdown or revocation
   */
  Outcome handle(E event, EventMetadata metadata, Duration timeout) throws InterruptedException;
}
