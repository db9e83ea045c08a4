package dev.rbacconsumer.core.port;

/** What one attempt to acquire a fence came to. */
public sealed interface FenceOutcome {
  /**
   * The partition is ours; every earlier token of the lock is void.
   *
   * @param token goes with every write from now on
   */
  record Acquired(FenceToken token) implements FenceOutcome {}

  /**
   * No fence, so nothing may be written. Trying again may help; until then the partition waits.
   *
   * @param reason stable word for a metric label, such as {@code unavailable}
   * @param message one sentence for an operator, bounded, without secrets
   */
  record NotAcquired(String reason, String message) implements FenceOutcome {}
}
