package dev.rbacconsumer.core.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this consumer holds the fence of a partition. */
public sealed interface FenceStatus {
  /**
   * It is.
   *
   * @param since when the lock was taken
   * @param age time since then
   */
  record Held(Instant since, Duration age) implements FenceStatus {}

  /** It need not be: a dry run writes nothing and takes no lock. */
  record Unused() implements FenceStatus {}

  /** It is not, and nothing speaks against it so far. */
  record Wanted() implements FenceStatus {}

  /**
   * It is not: the lock could not be had, or was lost.
   *
   * @param reason stable word
   * @param message one sentence, bounded
   * @param since when it failed first
   * @param attempts how many have failed, at least 0: losing is no attempt
   * @param nextAttemptAt when it is tried again; empty where that is at once, or not known
   */
  record Refused(
      String reason, String message, Instant since, int attempts, Optional<Instant> nextAttemptAt)
      implements FenceStatus {}
}
