package dev.rbacconsumer.core.port;

import java.time.Duration;

/** Gives out fences. One call is one attempt; it neither sleeps nor retries. Thread-safe. */
@FunctionalInterface
public interface FenceAuthority {
  /**
   * Takes the lock, whoever holds it, and makes every earlier token of it void.
   *
   * @param lockId {@code <group>/<partition>}
   * @param timeout longest time to block, above zero
   * @return every remote answer or failure, as a value
   * @throws InterruptedException on shutdown or revocation; the lock may have been taken
   */
  FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException;

  /** Gives out no fence: for an instance that needs none, such as a dry run. */
  static FenceAuthority none() {
    return (lockId, timeout) ->
        new FenceOutcome.NotAcquired("no_store", "there is no store to take a lock in");
  }
}
