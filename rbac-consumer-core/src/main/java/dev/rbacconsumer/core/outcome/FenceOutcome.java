package dev.rbacconsumer.core.outcome;

import java.util.Set;

/** The result of one attempt to acquire a fence. */
public sealed interface FenceOutcome {
  /**
   * The fence is acquired; every earlier token of the lock is void.
   *
   * @param token the token to send with every write from now on
   * @param memory what the store remembered of the partition: the state of the lock before it was
   *     acquired, and the marks after that
   * @param replaced the tokens that were in force before; empty if there were none, or if they are
   *     not known. A token that is missing here makes the consumer repeat removals; a quarantine
   *     can be used only where they are known
   */
  record Acquired(FenceToken token, StoreMemory memory, Set<FenceToken> replaced)
      implements FenceOutcome {
    public Acquired {
      replaced = Set.copyOf(replaced);
    }

    /** Creates the outcome for a lock whose earlier tokens are not known. */
    public Acquired(FenceToken token, StoreMemory memory) {
      this(token, memory, Set.of());
    }

    /** Creates the outcome with an unknown memory of the store. */
    public Acquired(FenceToken token) {
      this(token, StoreMemory.UNKNOWN);
    }
  }

  /**
   * The fence was not acquired, so nothing may be written. Another attempt may succeed; until then
   * the partition waits.
   *
   * @param reason stable word for a metric label, such as {@code unavailable}
   * @param message one sentence for an operator, bounded, without secrets
   */
  record NotAcquired(String reason, String message) implements FenceOutcome {}
}
