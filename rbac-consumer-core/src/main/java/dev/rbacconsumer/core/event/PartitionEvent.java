package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Delivery event that concerns one partition, or its lane. */
public sealed interface PartitionEvent extends DeliveryEvent {
  /** Returns the partition that the event concerns. */
  PartitionId partition();

  /**
   * Returns the record that was being processed when the event happened; empty if there was none.
   */
  default Optional<SourceRecord> record() {
    return Optional.empty();
  }

  /** Calls the visitor's method for this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      StoreMarkEvent.Visitor storeMarks,
      InstanceEvent.Visitor instance) {
    accept(partitions);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<StoreMarkEvent, R> ofStoreMark,
      Function<InstanceEvent, R> ofInstance) {
    return ofPartition.apply(this);
  }

  /**
   * The lane of a partition was created and is about to start.
   *
   * @param partition the partition of the lane
   * @param backlog supplies the current backlog of the lane. Any thread may call it at any time; it
   *     does not wait, and delays the lane by a few instructions at most
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
   * @param partition the partition of the fence
   * @param attempts number of attempts, at least 1
   * @param elapsed duration of the last attempt
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
   * @param partition the partition of the fence
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt number of the failed attempt, from 1
   * @param elapsed duration of the attempt
   * @param delay wait before the next attempt
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
   * The store refuses the fence token. Nothing was written since; the fence is acquired again.
   *
   * @param partition the partition of the fence
   * @param record the record that was being applied; empty if a mark was being written
   * @param message response of the store
   * @param cause state of the fence in the store
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
   * The start position of a partition is known, and reading begins.
   *
   * @param partition the partition that is read
   * @param committed start position, from the group's commit or a policy; empty for the first
   *     record of the log, if the group is new there
   */
  record Positioned(PartitionId partition, Optional<CommitPosition> committed)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPositioned(this);
    }
  }

  /**
   * Recovery starts: an earlier owner may have applied records that are not committed, so they are
   * applied again as one net change before any other record.
   *
   * @param partition the partition that is recovered
   * @param from first offset of these records
   * @param end position behind the last of these records
   */
  record Recovering(PartitionId partition, CommitPosition from, CommitPosition end)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onRecovering(this);
    }
  }

  /**
   * The committed position was set by a tool or another kind of consumer. Reading begins there, and
   * no record beyond it counts as applied.
   *
   * @param partition the partition whose position was set
   * @param position the committed position
   */
  record PositionSetOutside(PartitionId partition, CommitPosition position)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPositionSetOutside(this);
    }
  }

  /**
   * Data loss blocks a partition: the log no longer holds the next record, and the policy does not
   * allow reading to continue. The committed position does not change.
   *
   * @param partition the blocked partition
   * @param loss the lost data
   * @param attempt number of consecutive checks that found it, from 1
   * @param delay wait before the next check
   */
  record DataLossBlocks(PartitionId partition, DataLoss loss, int attempt, Duration delay)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDataLossBlocks(this);
    }
  }

  /**
   * Data loss was passed over under a policy: the log no longer holds the next record, and reading
   * continues at another position.
   *
   * @param partition the partition with the loss
   * @param loss the lost data
   * @param position position at which reading continues
   */
  record DataLossPassed(PartitionId partition, DataLoss loss, CommitPosition position)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDataLossPassed(this);
    }
  }

  /**
   * A batch of the log cannot be read. Its partition is blocked at the batch and read again later.
   *
   * @param partition the blocked partition
   * @param offset offset of the first unreadable record
   * @param failure failure of the class {@link FailureClass#UNREADABLE}
   * @param attempt number of failed reads at this offset, from 1
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
   * A batch that was unreadable has been read.
   *
   * @param partition the partition of the batch
   * @param offset offset at which reading had failed
   */
  record BatchReadable(PartitionId partition, Offset offset) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onBatchReadable(this);
    }
  }

  /**
   * The metadata of a commit is in a foreign format, so it counts as a commit by hand: no record
   * beyond its position counts as applied. The next commit replaces it.
   *
   * @param partition the partition of the commit
   * @param metadata the metadata as found; untrusted
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
   * @param partition the partition of the change
   * @param messages number of messages in the change, at least 1
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
   * @param partition the committed partition
   * @param position position below which every record is applied or skipped
   * @param newRecord last record that this commit covers; empty if an earlier one covers it, so
   *     that only the metadata is new, or offsets without records
   */
  record Committed(PartitionId partition, CommitPosition position, Optional<Offset> newRecord)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCommitted(this);
    }
  }

  /**
   * A lane did not end in time. The store refuses its writes once the next owner holds the fence.
   *
   * @param partition the partition of the lane
   */
  record LaneOverdue(PartitionId partition) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLaneOverdue(this);
    }
  }

  /**
   * A port threw an exception that its contract does not allow: its adapter has a defect. The call
   * is repeated, except for a listener's; until it succeeds, only this partition is blocked.
   *
   * @param partition the partition whose lane made the call
   * @param record the record of the call; empty for a call about the lock of the partition
   * @param port words for an operator, such as {@code relation sink}
   * @param thrown the exception
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
   * @param partition the partition of the lane
   * @param record the record that it was processing; empty if there was none
   * @param thrown the defect
   */
  record LaneFailed(PartitionId partition, Optional<SourceRecord> record, Throwable thrown)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLaneFailed(this);
    }
  }

  /**
   * An operator has paused or resumed the partition, or an earlier owner's pause was taken over.
   *
   * @param partition the partition
   * @param pause the pause; empty once the partition is resumed
   */
  record PauseChanged(PartitionId partition, Optional<OperatorPause> pause)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPauseChanged(this);
    }
  }

  /**
   * An action of an operator was carried out or refused.
   *
   * @param partition the partition, which this instance may not hold
   * @param request the operator's request
   * @param reply its result
   */
  record OperatorActed(PartitionId partition, ActionRequest request, ActionReply reply)
      implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onOperatorActed(this);
    }
  }

  /** The quarantine of a partition has changed, or became known to its owner. */
  record QuarantineChanged(PartitionId partition, QuarantineState state) implements PartitionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onQuarantineChanged(this);
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

    void onPauseChanged(PauseChanged event);

    void onOperatorActed(OperatorActed event);

    void onQuarantineChanged(QuarantineChanged event);

    void onLaneOverdue(LaneOverdue event);

    void onPortFailed(PortFailed event);

    void onLaneFailed(LaneFailed event);
  }
}
