package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.EventMetadata;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told the consistency token of every relations event, so that somebody can read what the event
 * changed: {@link EventMetadata#orgId}, {@link EventMetadata#resourceType} with its id and {@link
 * EventMetadata#notifyToken} say for whom.
 *
 * <p>Called after the store has acknowledged the change and before the record may be committed; for
 * the events of one partition one at a time, in the order of their offsets, and for several
 * partitions at the same time. Events that were written together, in a batch or in a recovery, are
 * told one by one with the token of their common write.
 *
 * <p>At least once: after a crash, a rebalance or a lost fence an event may be told again, with a
 * token that is newer. {@link EventMetadata#eventId} is equal then. A process that stood still may
 * tell an event after the next owner of the partition has told it. One call is one attempt and no
 * failure holds delivery up: it is counted and logged, and the event is not told again for it.
 */
@FunctionalInterface
public interface ConsistencyTokens {
  /**
   * Takes one token. Not called for an event for which the store gave none.
   *
   * @param event what is known about the event beside its change; every text may be empty
   * @param token of the write that made the event visible
   * @param timeout longest time to block, above zero; the partition waits meanwhile
   * @return empty once it is done; otherwise one sentence for an operator, bounded, without
   *     secrets. Whatever is thrown counts as that
   * @throws InterruptedException on shutdown or revocation; the event will be told again
   */
  Optional<String> written(EventMetadata event, ConsistencyToken token, Duration timeout)
      throws InterruptedException;

  /** Takes every token and does nothing with it. */
  static ConsistencyTokens ignored() {
    return (event, token, timeout) -> Optional.empty();
  }
}
