package dev.rbacconsumer.core.port;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears of every relations event once the store has acknowledged it: to drop what a cache holds of
 * it, or to tell whoever waits.
 *
 * <p>Called after {@link ConsistencyTokens} and with the same promises: before the record may be
 * committed; one event of a partition at a time, in the order of the offsets; at least once, so an
 * event may come again after a crash, a rebalance or a lost fence; no failure holds delivery up.
 */
@FunctionalInterface
public interface AppliedEvents {
  /**
   * Takes one event.
   *
   * @param event what the store has
   * @param timeout longest time to block, above zero; the partition waits meanwhile
   * @return empty once it is done; otherwise one sentence for an operator, bounded, without
   *     secrets. Whatever is thrown counts as that
   * @throws InterruptedException on shutdown or revocation; the event will be told again
   */
  Optional<String> applied(AppliedEvent event, Duration timeout) throws InterruptedException;

  /** Takes every event and does nothing with it. */
  static AppliedEvents ignored() {
    return (event, timeout) -> Optional.empty();
  }
}
