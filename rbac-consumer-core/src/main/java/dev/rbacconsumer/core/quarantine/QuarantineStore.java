package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps parked records durably, beyond the life of one owner. Thread-safe. */
@FunctionalInterface
public interface QuarantineStore {
  /**
   * Opens the quarantine of a partition for its new owner. From then on, no write of an earlier
   * owner takes effect any more.
   *
   * @param timeout longest time to block, above zero
   * @throws SourceException if it cannot be opened or read now
   * @throws InterruptedException on shutdown or revocation
   */
  Session open(PartitionId partition, Duration timeout)
      throws SourceException, InterruptedException;

  /** The quarantine of one partition, as its owner uses it. Used by one thread at a time. */
  interface Session extends AutoCloseable {
    /** Returns the records that were parked when it was opened, in the order of their offsets. */
    List<ParkedRecord> parked();

    /**
     * Parks a record. The same record may be passed again after a failure.
     *
     * @param timeout longest time to block, above zero
     * @return empty once it is durable; otherwise the reason why it may not be
     * @throws InterruptedException on shutdown or revocation; it may have been parked
     */
    Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout)
        throws InterruptedException;

    /**
     * Releases a parked record: it was applied, or is given up. The same record may be passed again
     * after a failure.
     *
     * @param timeout longest time to block, above zero
     * @return empty once it is durable; otherwise the reason why it may not be
     * @throws InterruptedException on shutdown or revocation; it may have been released
     */
    Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout)
        throws InterruptedException;

    /**
     * Returns whether this session has lost its right to write, so that every later call fails. A
     * newer owner has opened the quarantine, or the storage has ended the session by itself. The
     * owner has to make sure that it still holds the lock, and to open the quarantine again.
     */
    boolean isLost();

    /** Closes the connections of this owner. Never throws, and does not wait long. */
    @Override
    void close();
  }

  /** Returns the store of an instance whose policies never use the quarantine. */
  static QuarantineStore none() {
    return (partition, timeout) -> new Nothing();
  }

  /** A quarantine in which nothing can be parked. */
  final class Nothing implements Session {
    private Nothing() {}

    @Override
    public List<ParkedRecord> parked() {
      return List.of();
    }

    @Override
    public Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout) {
      return Optional.of(
          new Outcome.RetryLater(
              FailureReason.NO_QUARANTINE.word(), "there is no topic for the quarantine"));
    }

    @Override
    public Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout) {
      return Optional.empty();
    }

    @Override
    public boolean isLost() {
      return false;
    }

    @Override
    public void close() {}
  }
}
