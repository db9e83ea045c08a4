package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import java.time.Duration;
import java.util.Optional;

/**
 * Issues fences, and stores beside each a mark that records how far the store has seen its
 * partition. One call is one attempt; it neither sleeps nor retries. Thread-safe.
 */
@FunctionalInterface
public interface FenceAuthority {
  /**
   * Acquires the lock, also from another holder, and invalidates every earlier token of it. An
   * authority that keeps marks writes {@link StoreMark#WITHOUT_MEMORY} before it takes a free lock.
   *
   * @param lockId {@code <group>/<partition>}
   * @param timeout longest time to block, above zero
   * @return every remote answer or failure, as a value
   * @throws InterruptedException on shutdown or revocation; the lock may have been taken
   */
  FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException;

  /**
   * Writes the mark of a partition under its fence, in place of every mark that exists. An
   * authority that keeps no marks answers {@link Outcome.Applied} and does nothing.
   *
   * @param expected the mark that must still be there, since it was written or found under the same
   *     fence; empty where there was none. Where it is gone, the store was set back while this
   *     consumer held the fence: nothing is written, and the outcome is {@link Outcome.FenceLost}
   *     with {@link Outcome.FenceLoss#SET_BACK}
   * @param mark the new mark
   * @param fence in force
   * @param timeout longest time to block, above zero
   * @return every remote answer or failure, as a value. After anything but {@link Outcome.Applied}
   *     the mark may be written, and may be beside others
   * @throws InterruptedException on shutdown or revocation; the mark may be written
   */
  default Outcome mark(
      Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return new Outcome.Applied(Optional.empty());
  }

  /**
   * Returns an authority that issues no fence, for an instance that needs none, such as a dry run.
   */
  static FenceAuthority none() {
    return (lockId, timeout) ->
        new FenceOutcome.NotAcquired(
            FailureReason.NO_STORE.word(), "there is no store to take a lock in");
  }
}
