package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import java.time.Duration;
import java.util.Optional;

/**
 * Listener for the consistency token of every relations event, so that a reader can require the
 * change of the event to be visible. {@link EventMetadata#orgId}, {@link
 * EventMetadata#resourceType} with its id and {@link EventMetadata#notifyToken} identify the
 * reader.
 *
 * <p>Called after the store has acknowledged the change and before the record may be committed; for
 * the events of one partition one at a time, in the order of their offsets, and for several
 * partitions at the same time. Events that were written together, in a batch or in a recovery, are
 * passed one by one with the token of their common write.
 *
 * <p>At least once: after a crash, a rebalance or a lost fence an event may be passed again, with a
 * newer token and the same {@link EventMetadata#eventId}. A process that was suspended may pass an
 * event after the next owner of the partition has passed it. One call is one attempt. A failure
 * does not delay delivery: it is counted and logged, and the call is not repeated.
 */
@FunctionalInterface
public interface ConsistencyTokenListener {
  /**
   * Receives one token. Not called for an event for which the store gave none.
   *
   * @param event what is known about the event beside its change; every text may be empty
   * @param token of the write that made the event visible
   * @param timeout longest time to block, above zero; the partition waits meanwhile
   * @return empty on success; otherwise one sentence for an operator, bounded, without secrets. An
   *     exception counts as a failure, too
   * @throws InterruptedException on shutdown or revocation; the event is passed again
   */
  Optional<String> written(EventMetadata event, ConsistencyToken token, Duration timeout)
      throws InterruptedException;

  /**
   * Returns whether tokens are used at this time. A sink that is asked for no token may leave it
   * out where it costs a further call to the store, and delivery may leave out the call; otherwise
   * tokens come all the same. Must not block.
   */
  default boolean isListening() {
    return true;
  }

  /** Returns a receiver that ignores every token. */
  static ConsistencyTokenListener ignored() {
    return new ConsistencyTokenListener() {
      @Override
      public Optional<String> written(
          EventMetadata event, ConsistencyToken token, Duration timeout) {
        return Optional.empty();
      }

      @Override
      public boolean isListening() {
        return false;
      }
    };
  }
}
