package dev.rbacconsumer.core.port;

import java.time.Duration;
import java.util.Optional;

/** Keeps records that are set aside. One call is one attempt. Thread-safe. */
@FunctionalInterface
public interface DeadLetters {
  /**
   * Keeps one record. The same record may come again after a failure or a crash.
   *
   * @param letter what to keep
   * @param timeout longest time to block, above zero
   * @return empty once it is durable; otherwise why it may not be
   * @throws InterruptedException on shutdown or revocation; the record may have been kept
   */
  Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout)
      throws InterruptedException;

  /** For an instance whose policies set nothing aside. */
  static DeadLetters none() {
    return (letter, timeout) ->
        Optional.of(
            new Outcome.RetryLater(
                "no_dead_letters", "a policy says dead-letter, but there is no place for them"));
  }
}
