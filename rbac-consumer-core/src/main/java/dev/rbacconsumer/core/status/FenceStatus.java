package dev.rbacconsumer.core.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** State of a partition's fence, as seen by this consumer: held, unused, wanted or refused. */
public sealed interface FenceStatus {
  /**
   * The fence is held.
   *
   * @param since time at which the lock was taken
   * @param age time since then
   */
  record Held(Instant since, Duration age) implements FenceStatus {}

  /** No fence is needed: a dry run writes nothing and takes no lock. */
  record Unused() implements FenceStatus {}

  /** The fence is not held yet, and no attempt has failed. */
  record Wanted() implements FenceStatus {}

  /**
   * The fence is not held: the lock could not be taken, or was lost.
   *
   * @param reason stable word
   * @param message one sentence, bounded
   * @param since time of the first failure
   * @param attempts number of failed attempts, at least 0: a loss is no attempt
   * @param nextAttemptAt time of the next attempt; empty if it follows at once or is unknown
   */
  record Refused(
      String reason, String message, Instant since, int attempts, Optional<Instant> nextAttemptAt)
      implements FenceStatus {}
}
