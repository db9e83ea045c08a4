package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;

/**
 * Applies the events of one registered message type. One call is one attempt: a handler neither
 * sleeps nor retries. Thread-safe; within a partition it is called for one event at a time, in the
 * order of the offsets.
 *
 * <p>Delivery is at least once, so a handler is idempotent: an event comes again after a failed
 * attempt, and after a crash or a rebalance before its offset was committed. {@link
 * EventMetadata#eventId} is equal then. A handler is called only while the partition's fence is
 * held, but nothing checks the fence where the handler writes: a process that was suspended during
 * a call may finish that call after the next owner has applied later events. A handler whose
 * effects must never go backwards compares a version, or a time, at its own store.
 *
 * @param <E> class of the event
 */
@FunctionalInterface
public interface EventHandler<E> {
  /**
   * Makes one attempt to apply an event.
   *
   * @param event the valid event
   * @param metadata metadata of the event, beside its payload
   * @param timeout longest time to block, above zero
   * @return {@link Outcome.Applied} when the event is applied completely; the next record waits for
   *     it. An exception counts as {@link Outcome.RetryLater}
   * @throws InterruptedException on shutdown or revocation
   */
  Outcome handle(E event, EventMetadata metadata, Duration timeout) throws InterruptedException;
}
