package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;

/** Reads logs for replays of dead letters, and keeps that one was replayed. Thread-safe. */
public interface LetterReplays {
  /**
   * Reads the next records of a partition that is being delivered, apart from delivery.
   *
   * @param from position of the first record to read
   * @param end position behind the last record to read, above {@code from}; every record below it
   *     can be read
   * @param timeout longest time to block, above zero
   * @return some of the records, at least one unless no record is left or the time was over; where
   *     {@link LogPart#begin} is above {@code from}, records are gone
   * @throws SourceException if the log cannot be read
   * @throws InterruptedException on shutdown or revocation
   */
  LogPart read(PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout)
      throws SourceException, InterruptedException;

  /**
   * Keeps durably that a letter was replayed. The same letter may be passed again after a failure
   * or a crash.
   *
   * @param timeout longest time to block, above zero
   * @return empty once it is durable; otherwise the reason why it may not be
   * @throws InterruptedException on shutdown or revocation; it may have been kept
   */
  Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout)
      throws InterruptedException;

  /** Returns replays for an instance that has no dead-letter topic: they can keep nothing. */
  static LetterReplays none() {
    return new LetterReplays() {
      @Override
      public LogPart read(
          PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout)
          throws SourceException {
        throw SourceException.permanent(
            "this instance cannot replay dead letters: it has no dead-letter topic",
            new UnsupportedOperationException("no reader of logs"));
      }

      @Override
      public Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout) {
        return Optional.of(
            new Outcome.RetryLater(
                FailureReason.NO_DEAD_LETTERS.word(), "there is no dead-letter topic"));
      }
    };
  }
}
