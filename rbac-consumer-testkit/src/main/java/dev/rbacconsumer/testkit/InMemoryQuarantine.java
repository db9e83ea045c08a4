package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A quarantine on the heap, which outlives the instances that use it. As with Kafka's transactions,
 * a session that is opened ends the writes of every earlier session of the partition, and a session
 * that has lost its right to write never gets it back. Tests can make it unavailable, and lose
 * answers to writes. Thread-safe; each session belongs to one thread at a time.
 */
public final class InMemoryQuarantine implements QuarantineStore {
  private final Map<PartitionId, Shelf> shelves = new HashMap<>();
  private boolean unavailable;
  private int answersToLose;
  private int openSessions;

  /** Sets whether sessions cannot be opened, and writes fail without an effect. */
  public synchronized void unavailable(boolean isUnavailable) {
    unavailable = isUnavailable;
  }

  /**
   * Makes the next writes take effect and fail nevertheless. As with Kafka, the session is lost
   * then: what is in force is known once the quarantine is opened again.
   */
  public synchronized void loseAnswers(int writes) {
    answersToLose = writes;
  }

  /** Ends the session of a partition, as Kafka ends a transaction that took too long. */
  public synchronized void expireSession(PartitionId partition) {
    shelf(partition).owner++;
  }

  /** Returns the records of a partition that are parked, in the order of their offsets. */
  public synchronized List<ParkedRecord> parked(PartitionId partition) {
    return shelf(partition).inOrder();
  }

  /** Returns the number of sessions that were opened and not closed. */
  public synchronized int openSessions() {
    return openSessions;
  }

  @Override
  public synchronized Session open(PartitionId partition, Duration timeout) throws SourceException {
    if (unavailable) {
      String message = "opening the quarantine of %s: it is unavailable".formatted(partition);
      throw SourceException.passing(message, new IllegalStateException("unavailable"));
    }
    Shelf shelf = shelf(partition);
    shelf.owner++;
    openSessions++;
    return new Owner(partition, shelf, shelf.owner, shelf.inOrder());
  }

  private Shelf shelf(PartitionId partition) {
    return shelves.computeIfAbsent(partition, it -> new Shelf());
  }

  private synchronized Optional<Outcome.RetryLater> write(Owner owner, Runnable effect) {
    if (owner.isLost()) {
      return failure("another session of %s was opened; open it again".formatted(owner.partition));
    } else if (unavailable) {
      return failure("the quarantine of %s is unavailable".formatted(owner.partition));
    }
    effect.run();
    if (answersToLose > 0) {
      answersToLose--;
      owner.lostAnswer = true;
      return failure("the quarantine of %s has not answered".formatted(owner.partition));
    }
    return Optional.empty();
  }

  private static Optional<Outcome.RetryLater> failure(String message) {
    return Optional.of(
        new Outcome.RetryLater(FailureReason.QUARANTINE_NOT_WRITTEN.word(), message));
  }

  /** Place of a parked record: the same offset may occur in an earlier log of the partition. */
  private record Place(Optional<String> log, Offset offset) {
    static Place of(ParkedRecord parked) {
      return new Place(parked.log(), parked.offset());
    }
  }

  /** The parked records of one partition. */
  private static final class Shelf {
    private final Map<Place, ParkedRecord> records = new HashMap<>();
    private long owner;

    List<ParkedRecord> inOrder() {
      List<ParkedRecord> parked = new ArrayList<>(records.values());
      parked.sort(
          Comparator.comparing(ParkedRecord::offset, Comparator.comparingLong(Offset::value))
              .thenComparing(it -> it.log().orElse("")));
      return List.copyOf(parked);
    }
  }

  /** The session of one owner. */
  private final class Owner implements Session {
    private final PartitionId partition;
    private final Shelf shelf;
    private final long number;
    private final List<ParkedRecord> found;
    private boolean closed;
    private boolean lostAnswer;

    Owner(PartitionId partition, Shelf shelf, long number, List<ParkedRecord> found) {
      this.partition = partition;
      this.shelf = shelf;
      this.number = number;
      this.found = found;
    }

    @Override
    public List<ParkedRecord> parked() {
      return found;
    }

    @Override
    public Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout) {
      requirePartition(parked);
      return write(this, () -> shelf.records.put(Place.of(parked), parked));
    }

    @Override
    public Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout) {
      requirePartition(parked);
      return write(this, () -> shelf.records.remove(Place.of(parked)));
    }

    @Override
    public boolean isLost() {
      synchronized (InMemoryQuarantine.this) {
        return closed || lostAnswer || number != shelf.owner;
      }
    }

    @Override
    public void close() {
      synchronized (InMemoryQuarantine.this) {
        if (!closed) {
          closed = true;
          openSessions--;
        }
      }
    }

    private void requirePartition(ParkedRecord parked) {
      if (!parked.record().partition().equals(partition)) {
        throw new IllegalArgumentException(
            "parked record: want one of %s, got one of %s"
                .formatted(partition, parked.record().partition()));
      }
    }
  }
}
