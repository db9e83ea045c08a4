package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.function.Function;

/** An event that concerns the mark of one partition in the store, or a replay of its records. */
public sealed interface WitnessEvent extends DeliveryEvent {
  /** Returns the partition. */
  PartitionId partition();

  /** Calls the method of this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      WitnessEvent.Visitor witnesses,
      InstanceEvent.Visitor instance) {
    accept(witnesses);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<WitnessEvent, R> ofWitness,
      Function<InstanceEvent, R> ofInstance) {
    return ofWitness.apply(this);
  }

  /**
   * The store holds the lock and no mark, as another consumer leaves it; it is marked now.
   *
   * @param partition which
   * @param position of the new mark
   */
  record MarkAdopted(PartitionId partition, CommitPosition position) implements WitnessEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkAdopted(this);
    }
  }

  /**
   * The store could not be marked.
   *
   * @param partition which
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   * @param blocks whether nothing is applied before the store is marked, since it has no mark that
   *     can be relied on
   */
  record MarkFailed(
      PartitionId partition,
      String reason,
      String message,
      int attempt,
      Duration delay,
      boolean blocks)
      implements WitnessEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkFailed(this);
    }
  }

  /**
   * The store was marked after attempts that failed.
   *
   * @param partition which
   * @param attempts how many it took, at least 2
   */
  record MarkWritten(PartitionId partition, int attempts) implements WitnessEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkWritten(this);
    }
  }

  /**
   * Records that the store may have seen before are replayed by last word.
   *
   * @param partition which
   * @param from position of the first of them
   * @param end position behind the last of them
   */
  record ReplayStarted(PartitionId partition, CommitPosition from, CommitPosition end)
      implements WitnessEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onReplayStarted(this);
    }
  }

  /**
   * A replay cannot go on for now; its first pass begins again later.
   *
   * @param partition which
   * @param message one sentence that says which setting to change
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   */
  record ReplayBlocked(PartitionId partition, String message, int attempt, Duration delay)
      implements WitnessEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onReplayBlocked(this);
    }
  }

  /**
   * Every record of a replay is settled.
   *
   * @param partition which
   * @param end position behind the last of them
   * @param tuples number of different tuples that they name
   * @param overridden number of operations that were left out because a later record overrides them
   */
  record ReplayEnded(PartitionId partition, CommitPosition end, long tuples, long overridden)
      implements WitnessEvent {
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
