package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.observe.DataLoss;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.WitnessEvent;
import dev.rbacconsumer.core.port.StoreMark;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Which records one lane has before it, by what it tells of itself. */
final class BacklogOracle {
  private final SortedSet<Long> blocking;
  private long begun;
  private long from;
  private long to;
  private long searchedTo;

  /** The marks that the store had when the lane read or wrote them last. */
  private List<StoreMark> marks = List.of();

  /** The loss that was reported since reading began last. */
  private Optional<DataLoss.Kind> loss = Optional.empty();

  /** Records below may have been applied by another owner. */
  private long sharedBelow;

  /** Rows that were applied since reading began, while each is sure to be remembered. */
  private final Set<Object> remembered = new LinkedHashSet<>();

  /**
   * @param blocking offsets of records that nothing may be applied beyond in the same call
   */
  BacklogOracle(SortedSet<Long> blocking) {
    this.blocking = blocking;
  }

  /** It reads from here on. */
  void begin(long position) {
    begun = position;
    from = position;
    to = position;
    searchedTo = 0;
    sharedBelow = 0;
    loss = Optional.empty();
    remembered.clear();
  }

  /** Where reading began. */
  long begun() {
    return begun;
  }

  /** The store has these marks. */
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

  /** Records below are recovered or replayed. */
  void shares(long end) {
    sharedBelow = Math.max(sharedBelow, end);
  }

  /** Whether records are replayed, or recovered. */
  boolean isShared() {
    return from < sharedBelow;
  }

  /**
   * A row was applied.
   *
   * @return whether it was applied before, and must have been recognised
   */
  boolean applies(PartitionId partition, long offset, Topic topic) {
    Object row = topic.rowAt(partition, offset);
    boolean isKnown = remembered.contains(row);
    boolean isOldest = isKnown && remembered.iterator().next() == row;
    // In a replay, rows are compared with all that were read before.
    boolean isReplayed = offset < sharedBelow && topic.isRepeated(partition, offset, offset);
    if (isKnown || isReplayed) {
      remembered.clear();
    }
    remembered.add(row);
    return isKnown && !isOldest && offset >= sharedBelow;
  }

  /** A record was set aside: nothing is remembered any more. */
  void forgetRows() {
    remembered.clear();
  }

  void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Decoded it) {
      to = Math.max(to, it.record().offset().value() + 1);
    } else if (event instanceof DeliveryEvent.Applied it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.Skipped it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.Witness it
        && it.event() instanceof WitnessEvent.EventRepeated) {
      it.record().ifPresent(this::settled);
    }
  }

  /** The store has refused the records of the last call. */
  void refused() {
    searchedTo = range().to();
  }

  CallRange range() {
    SortedSet<Long> ahead = blocking.subSet(from, Math.max(from, to));
    long end = ahead.isEmpty() ? to : ahead.first();
    return new CallRange(from, end, from < searchedTo || !ahead.isEmpty());
  }

  /** Behind the last record that needs nothing any more. */
  long settled() {
    return from;
  }

  private void settled(SourceRecord record) {
    from = record.offset().value() + 1;
  }
}
