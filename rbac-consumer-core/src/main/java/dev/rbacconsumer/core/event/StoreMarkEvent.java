package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.function.Function;

/**
 * Delivery event that concerns the mark of one partition in the store, or a replay of its records.
 */
public sealed interface StoreMarkEvent extends DeliveryEvent {
  /** Returns the partition that the event concerns. */
  PartitionId partition();

  /** Calls the visitor's method for this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      StoreMarkEvent.Visitor storeMarks,
      InstanceEvent.Visitor instance) {
    accept(storeMarks);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<StoreMarkEvent, R> ofStoreMark,
      Function<InstanceEvent, R> ofInstance) {
    return ofStoreMark.apply(this);
  }

  /**
   * The store held the lock of a partition without a mark, as another consumer leaves it, and now
   * has a mark.
   *
   * @param partition the marked partition
   * @param position of the new mark
   */
  record MarkAdopted(PartitionId partition, CommitPosition position) implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkAdopted(this);
    }
  }

  /**
   * An attempt to write the mark of a partition failed.
   *
   * @param partition the partition of the mark
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt number of the failed attempt, from 1
   * @param delay wait before the next attempt
   * @param blocks whether no record is applied until the mark is written, since the store has no
   *     reliable mark
   */
  record MarkFailed(
      PartitionId partition,
      String reason,
      String message,
      int attempt,
      Duration delay,
      boolean blocks)
      implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkFailed(this);
    }
  }

  /**
   * The mark of a partition was written after failed attempts.
   *
   * @param partition the marked partition
   * @param attempts number of attempts, at least 2
   */
  record MarkWritten(PartitionId partition, int attempts) implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkWritten(this);
    }
  }

  /**
   * A replay by last word starts, of records that the store may have seen.
   *
   * @param partition the replayed partition
   * @param from position of the first of these records
   * @param end position behind the last of these records
   */
  record ReplayStarted(PartitionId partition, CommitPosition from, CommitPosition end)
      implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onReplayStarted(this);
    }
  }

  /**
   * A replay cannot continue; its first pass begins again later.
   *
   * @param partition the replayed partition
   * @param message one sentence that names the setting to change
   * @param attempt number of the failed attempt, from 1
   * @param delay wait before the next attempt
   */
  record ReplayBlocked(PartitionId partition, String message, int attempt, Duration delay)
      implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onReplayBlocked(this);
    }
  }

  /**
   * A replay has ended: each of its records is applied or skipped.
   *
   * @param partition the replayed partition
   * @param end position behind the last of its records
   * @param tuples number of different tuples in these records
   * @param overridden number of operations that were left out because a later record overrides them
   */
  record ReplayEnded(PartitionId partition, CommitPosition end, long tuples, long overridden)
      implements StoreMarkEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onReplayEnded(this);
    }
  }

  /** Handles each kind of event of a mark or a replay. A new kind has a new method. */
  interface Visitor {
    void onMarkAdopted(MarkAdopted event);

    void onMarkFailed(MarkFailed event);

    void onMarkWritten(MarkWritten event);

    void onReplayStarted(ReplayStarted event);

    void onReplayBlocked(ReplayBlocked event);

    void onReplayEnded(ReplayEnded event);
  }
}
