package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** An event that concerns one partition, or the lane that delivers it. */
public sealed interface PartitionEvent extends DeliveryEvent {
  /** Returns the partition. */
  PartitionId partition();

  /** Returns the record in work when the event happened; empty where there was none. */
  default Optional<SourceRecord> record() {
    return Optional.empty();
  }

  /** Calls the method of this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      WitnessEvent.Visitor witnesses,
      InstanceEvent.Visitor instance) {
    accept(partitions);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<WitnessEvent, R> ofWitness,
      Function<InstanceEvent, R> ofInstance) {
    return ofPartition.apply(this);
  }

  /**
   * A partition has its lane, which is about to be started.
   *
   * @param partition which
   * @param backlog what it has before it, at the moment of asking. Any thread may ask, at any time;
   *     the answer comes at once, and takes no more than a few instructions of the lane's time
   */
  record LaneBegun(PartitionId partition, Supplier<Backlog> backlog) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLaneBegun(this);
    }
  }

  /**
   * The fence of a partition was acquired.
   *
   * @param partition whose fence it is
   * @param attempts how many it took, at least 1
   * @param elapsed how long the last attempt took
   */
  record FenceAcquired(PartitionId partition, int attempts, Duration elapsed)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onFenceAcquired(this);
    }
  }

  /**
   * An attempt to acquire the fence of a partition failed.
   *
   * @param partition whose fence it is
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt which attempt failed, from 1
   * @param elapsed how long it took
   * @param delay wait before the next one
   */
  record FenceNotAcquired(
      PartitionId partition,
      String reason,
      String message,
      int attempt,
      Duration elapsed,
      Duration delay)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onFenceNotAcquired(this);
    }
  }

  /**
   * The store refuses the fence. Nothing was written since; ownership is established afresh.
   *
   * @param partition whose fence it was
   * @param record the one that was being applied; empty where the store was being marked
   * @param message what the store said
   * @param cause what became of the fence
   */
  record FenceLost(
      PartitionId partition, Optional<SourceRecord> record, String message, Outcome.FenceLoss cause)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onFenceLost(this);
    }
  }

  /**
   * Reading of a partition starts.
   *
   * @param partition which
   * @param committed where, by what the group has committed or a policy has decided; empty at the
   *     first record that exists, since the group is new there
   */
  record Positioned(PartitionId partition, Optional<CommitPosition> committed)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPositioned(this);
    }
  }

  /**
   * An earlier owner may have applied records that are not committed; they are applied again as one
   * net change, before anything else.
   *
   * @param partition which
   * @param from the first offset of them
   * @param end position behind the last of them
   */
  record Recovering(PartitionId partition, CommitPosition from, CommitPosition end)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onRecovering(this);
    }
  }

  /**
   * The committed position was not set by us but by a tool or by another kind of consumer. Reading
   * begins there, and nothing beyond it counts as applied.
   *
   * @param partition which
   * @param position where
   */
  record PositionSetOutside(PartitionId partition, CommitPosition position)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPositionSetOutside(this);
    }
  }

  /**
   * The log no longer holds what the group would read next, and under the policy that partition is
   * not read on. The committed position stays as it is.
   *
   * @param partition which
   * @param loss what is gone
   * @param attempt how often that was found without a break, from 1
   * @param delay wait before the next look
   */
  record DataLossBlocks(PartitionId partition, DataLoss loss, int attempt, Duration delay)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDataLossBlocks(this);
    }
  }

  /**
   * The log no longer holds what the group would read next, and under a policy that says so reading
   * goes on elsewhere.
   *
   * @param partition which
   * @param loss what is gone
   * @param position where reading goes on
   */
  record DataLossPassed(PartitionId partition, DataLoss loss, CommitPosition position)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDataLossPassed(this);
    }
  }

  /**
   * A batch of the log cannot be read. Its partition is blocked there, and read again later.
   *
   * @param partition which
   * @param offset of the first record that could not be read
   * @param failure of the class {@link FailureClass#UNREADABLE}
   * @param attempt how often reading there has failed, from 1
   * @param delay wait before the next attempt
   */
  record BatchUnreadable(
      PartitionId partition, Offset offset, Failure failure, int attempt, Duration delay)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onBatchUnreadable(this);
    }
  }

  /**
   * A batch that could not be read has been read.
   *
   * @param partition which
   * @param offset where reading had failed
   */
  record BatchReadable(PartitionId partition, Offset offset) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onBatchReadable(this);
    }
  }

  /**
   * The metadata of a commit is not ours, so it is taken for a commit by hand: nothing beyond its
   * position counts as applied. The next commit replaces it.
   *
   * @param partition which
   * @param metadata as found; anybody may have written it
   */
  record MarkUnreadable(PartitionId partition, String metadata) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onMarkUnreadable(this);
    }
  }

  /**
   * The store has acknowledged one change; each of its messages has an event of its own.
   *
   * @param partition whose change it was
   * @param messages how many it was made of, at least 1
   */
  record ChangeApplied(PartitionId partition, int messages) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onChangeApplied(this);
    }
  }

  /**
   * A commit is durable.
   *
   * @param partition which
   * @param position every record below it is settled
   */
  record Committed(PartitionId partition, CommitPosition position) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCommitted(this);
    }
  }

  /**
   * A lane did not end in time. Its writes are void once the next owner holds the fence.
   *
   * @param partition whose lane it is
   */
  record LaneOverdue(PartitionId partition) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLaneOverdue(this);
    }
  }

  /**
   * A port threw what no port may throw: its adapter has a defect. The call is made again, except
   * for a listener's; meanwhile the partition is blocked, and nothing else is.
   *
   * @param partition whose lane made the call
   * @param record the call was for; empty where it was for the lock of the partition
   * @param port words for an operator, such as {@code relation sink}
   * @param thrown what it threw
   */
  record PortFailed(
      PartitionId partition, Optional<SourceRecord> record, String port, Throwable thrown)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPortFailed(this);
    }
  }

  /**
   * A lane has ended because of a defect. The instance is about to end.
   *
   * @param partition whose lane it was
   * @param record it worked on; empty where it worked on none
   * @param thrown the defect
   */
  record LaneFailed(PartitionId partition, Optional<SourceRecord> record, Throwable thrown)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLaneFailed(this);
    }
  }

  /** Handles each kind of event of a partition. A new kind has a new method. */
  interface Visitor {
    void onLaneBegun(LaneBegun event);

    void onFenceAcquired(FenceAcquired event);

    void onFenceNotAcquired(FenceNotAcquired event);

    void onFenceLost(FenceLost event);

    void onPositioned(Positioned event);

    void onRecovering(Recovering event);

    void onPositionSetOutside(PositionSetOutside event);

    void onDataLossBlocks(DataLossBlocks event);

    void onDataLossPassed(DataLossPassed event);

    void onBatchUnreadable(BatchUnreadable event);

    void onBatchReadable(BatchReadable event);

    void onMarkUnreadable(MarkUnreadable event);

    void onChangeApplied(ChangeApplied event);

    void onCommitted(Committed event);

    void onLaneOverdue(LaneOverdue event);

    void onPortFailed(PortFailed event);

    void onLaneFailed(LaneFailed event);
  }
}
