package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.simulation.history.CallRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Derives which records one lane has in its backlog, from the lane's own events. */
final class BacklogOracle extends SelectiveObserver {
  private final SortedSet<Long> blocking;
  private long begun;
  private long from;
  private long to;
  private long searchedTo;

  /** Marks that the store had when the lane last read or wrote them. */
  private List<StoreMark> marks = List.of();

  /** Loss that was reported since the start of reading. */
  private Optional<DataLoss.Kind> loss = Optional.empty();

  /** Records below this offset may have been applied by another owner. */
  private long sharedBelow;

  /**
   * Rows that were applied since the start of reading, as long as the lane certainly remembers each
   * of them.
   */
  private final Set<Object> remembered = new LinkedHashSet<>();

  /**
   * @param blocking offsets of records that end a call: the same call applies no record beyond them
   */
  BacklogOracle(SortedSet<Long> blocking) {
    this.blocking = blocking;
  }

  /** Records that the lane reads from this position. */
  void begin(long position) {
    begun = position;
    from = position;
    to = position;
    searchedTo = 0;
    sharedBelow = 0;
    loss = Optional.empty();
    remembered.clear();
  }

  /** Returns the position at which reading began. */
  long begun() {
    return begun;
  }

  /** Records the marks that the store has. */
  void found(List<StoreMark> found) {
    marks = found;
  }

  List<StoreMark> marks() {
    return marks;
  }

  void reported(DataLoss.Kind kind) {
    loss = Optional.of(kind);
  }

  Optional<DataLoss.Kind> loss() {
    return loss;
  }

  /** Records that the records below this offset are recovered or replayed. */
  void shares(long end) {
    sharedBelow = Math.max(sharedBelow, end);
  }

  /** Returns whether records are replayed or recovered. */
  boolean isShared() {
    return from < sharedBelow;
  }

  /**
   * Records that a row was applied.
   *
   * @return whether it was applied before, and the lane had to recognize it
   */
  boolean applies(PartitionId partition, long offset, Topic topic) {
    Object row = topic.rowAt(partition, offset);
    boolean isKnown = remembered.contains(row);
    boolean isOldest = isKnown && remembered.iterator().next() == row;
    // A replay compares rows with all rows that were read before.
    boolean isReplayed = offset < sharedBelow && topic.isRepeated(partition, offset, offset);
    if (isKnown || isReplayed) {
      remembered.clear();
    }
    remembered.add(row);
    return isKnown && !isOldest && offset >= sharedBelow;
  }

  /** Forgets all rows, since a record was sent to the dead-letter topic. */
  void forgetRows() {
    remembered.clear();
  }

  @Override
  public void onDecoded(RecordEvent.Decoded event) {
    to = Math.max(to, event.record().offset().value() + 1);
  }

  @Override
  public void onApplied(RecordEvent.Applied event) {
    settled(event.record());
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    settled(event.record());
  }

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {
    settled(event.record());
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    settled(event.record());
  }

  @Override
  public void onParked(RecordEvent.Parked event) {
    settled(event.record());
  }

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {
    settled(event.record());
  }

  /** Records that the store has refused the records of the last call. */
  void refused() {
    searchedTo = range().to();
  }

  CallRange range() {
    SortedSet<Long> ahead = blocking.subSet(from, Math.max(from, to));
    long end = ahead.isEmpty() ? to : ahead.first();
    return new CallRange(from, end, from < searchedTo || !ahead.isEmpty());
  }

  /** Returns the position behind the last record that needs no further action. */
  long settled() {
    return from;
  }

  private void settled(SourceRecord record) {
    from = record.offset().value() + 1;
  }
}
