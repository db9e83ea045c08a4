package dev.rbacconsumer.testkit.contract;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Open source of a contract, with all that it has reported. */
final class SourceSession implements AssignmentListener {
  private static final Duration POLL = Duration.ofMillis(100);

  private final MessageSource source;
  private final PartitionId partition;
  private final Duration timeout;
  private final Set<PartitionId> assigned = new TreeSet<>();
  private final Set<PartitionId> revoked = new TreeSet<>();
  private final List<Long> offsets = new ArrayList<>();
  private boolean closed;

  SourceSession(MessageSource source, PartitionId partition, Duration timeout) {
    this.source = source;
    this.partition = partition;
    this.timeout = timeout;
  }

  /** Joins the group, and waits for the partition. */
  void open() throws SourceException {
    source.open(this);
    pollUntil(() -> assigned.contains(partition));
  }

  /** Closes the source. A second call does nothing. */
  void close() {
    if (!closed) {
      closed = true;
      source.close(timeout);
    }
  }

  Set<PartitionId> assigned() {
    return assigned;
  }

  Set<PartitionId> revoked() {
    return revoked;
  }

  /** Polls until so many records have been delivered since the last call, and returns offsets. */
  List<Long> offsets(int count) throws SourceException {
    pollUntil(() -> offsets.size() >= count);
    List<Long> delivered = List.copyOf(offsets);
    offsets.clear();
    return delivered;
  }

  /** Polls for a while, and returns the offsets of the records that are delivered. */
  List<Long> offsetsDuring(Duration time) throws SourceException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      poll();
    }
    List<Long> delivered = List.copyOf(offsets);
    offsets.clear();
    return delivered;
  }

  /** Requests the committed state of the partition, and waits for it. */
  CommittedState committedState() throws SourceException {
    List<CommittedState> found = new ArrayList<>();
    source.requestCommittedStates(
        Set.of(partition),
        new CommittedStatesCallback() {
          @Override
          public void found(Map<PartitionId, CommittedState> states) {
            found.addAll(states.values());
          }

          @Override
          public void failed(SourceException failure) {
            throw new AssertionError("the committed state cannot be read", failure);
          }
        });
    pollUntil(() -> !found.isEmpty());
    return found.get(0);
  }

  void pollUntil(BooleanSupplier condition) throws SourceException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "%s: not within %s; assigned %s, delivered %s"
                .formatted(partition, timeout, assigned, offsets));
      }
      poll();
    }
  }

  private void poll() throws SourceException {
    for (SourceRecord record : source.poll(POLL)) {
      if (!record.partition().equals(partition)) {
        throw new AssertionError("want records of " + partition + ", got one of " + record);
      }
      offsets.add(record.offset().value());
    }
  }

  @Override
  public void assigned(Set<PartitionId> partitions) {
    assigned.addAll(partitions);
  }

  @Override
  public void revoked(Set<PartitionId> partitions) {
    revoked.addAll(partitions);
  }

  @Override
  public void lost(Set<PartitionId> partitions) {
    throw new AssertionError("lost " + partitions);
  }

  @Override
  public void positionsOutOfRange(Set<PartitionId> partitions) {
    throw new AssertionError("out of range: " + partitions);
  }

  @Override
  public void unreadable(PartitionId unreadable, UnreadableBatch batch) {
    throw new AssertionError("unreadable: " + unreadable + " " + batch);
  }
}
