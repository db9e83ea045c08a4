package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
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
   * @param loss cause of the loss; empty if the lock could not be taken
   */
  record Refused(
      String reason,
      String message,
      Instant since,
      int attempts,
      Optional<Instant> nextAttemptAt,
      Optional<Outcome.FenceLoss> loss)
      implements FenceStatus {
    /** Creates the state of a lock that could not be taken. */
    public Refused(
        String reason, String message, Instant since, int attempts, Optional<Instant> next) {
      this(reason, message, since, attempts, next, Optional.empty());
    }

    /** Returns the state of a lock that was lost. */
    public static Refused lost(Outcome.FenceLoss cause, String message, Instant since) {
      return new Refused(
          FailureReason.FENCE_LOST.word(), message, since, 0, Optional.empty(), Optional.of(cause));
    }
  }
}
