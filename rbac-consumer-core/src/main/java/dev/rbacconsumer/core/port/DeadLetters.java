package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;

/** Stores dead letters durably. One call is one attempt. Thread-safe. */
@FunctionalInterface
public interface DeadLetters {
  /**
   * Stores one dead letter. The same record may be passed again after a failure or a crash.
   *
   * @param letter the record and its failure
   * @param timeout longest time to block, above zero
   * @return empty once the letter is durable; otherwise the reason why it may not be
   * @throws InterruptedException on shutdown or revocation; the record may have been stored
   */
  Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout)
      throws InterruptedException;

  /** Returns dead letters for an instance whose policies never use the dead-letter topic. */
  static DeadLetters none() {
    return none("a policy says dead-letter, but there is no place for them");
  }

  /**
   * Returns dead letters that can store nothing.
   *
   * @param why one sentence for an operator
   */
  static DeadLetters none(String why) {
    return (letter, timeout) ->
        Optional.of(new Outcome.RetryLater(FailureReason.NO_DEAD_LETTERS.word(), why));
  }
}
