package dev.rbacconsumer.core.port;

/** What one attempt to acquire a fence came to. */
public sealed interface FenceOutcome {
  /**
   * The partition is ours; every earlier token of the lock is void.
   *
   * @param token goes with every write from now on
   * @param memory what the store remembered of the partition: the lock as it was before it was
   *     taken, and the marks as they are since
   */
  record Acquired(FenceToken token, StoreMemory memory) implements FenceOutcome {
    /** Without anything known of what the store remembers. */
    public Acquired(FenceToken token) {
      this(token, StoreMemory.UNKNOWN);
    }
  }

  /**
   * No fence, so nothing may be written. Trying again may help; until then the partition waits.
   *
   * @param reason stable word for a metric label, such as {@code unavailable}
   * @param message one sentence for an operator, bounded, without secrets
   */
  record NotAcquired(String reason, String message) implements FenceOutcome {}
}
