package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.BacklogAges;
import java.time.Duration;
import java.util.Optional;

/**
 * The status of one partition.
 *
 * @param partition the partition
 * @param condition its condition; the most urgent one if several hold
 * @param position position below which this instance has applied or skipped every record; empty
 *     while unknown
 * @param committed position below which this is durable; empty while the group has committed
 *     nothing
 * @param end position behind the last record that was written, as last reported by the brokers;
 *     empty while unknown
 * @param oldest age of the first record that is not applied; zero if there is none, empty while
 *     unknown
 * @param oldestRemoval age of the first of these records that removes tuples or may remove some
 * @param sinceApplied time since a record was last applied here; empty if none was
 * @param queuedRecords number of records that were read and are not started
 * @param queuedBytes size of these records, in bytes
 * @param windowLeft number of offsets that may still be applied before a further commit is durable
 * @param fence state of its fence
 * @param blocked the record that blocks it, if one does
 * @param dataLoss the data loss that blocks it, if one does
 * @param stall the stall of its lane, if it is stalled
 * @param commitProblem the failure of its commits, if they fail
 * @param plan findings of a dry run; empty while records are delivered
 * @param storeMark status of the store mark, of a replay and of repeated events
 * @param lag number of records that were written and are not committed, the same as the metric of
 *     the lag; empty while unknown
 * @param oldestRemovalIsBound whether {@code oldestRemoval} is an upper bound; see {@link
 *     BacklogAges}
 * @param transaction the open transaction that hides records, if one does
 * @param paused the pause by an operator; empty while the partition is not paused
 * @param quarantine what the quarantine of the partition holds
 */
public record PartitionStatus(
    PartitionId partition,
    PartitionCondition condition,
    Optional<CommitPosition> position,
    Optional<CommitPosition> committed,
    Optional<CommitPosition> end,
    Optional<Duration> oldest,
    Optional<Duration> oldestRemoval,
    Optional<Duration> sinceApplied,
    int queuedRecords,
    long queuedBytes,
    long windowLeft,
    FenceStatus fence,
    Optional<BlockedRecord> blocked,
    Optional<LossStatus> dataLoss,
    Optional<StallStatus> stall,
    Optional<ProblemStatus> commitProblem,
    Optional<PlanStatus> plan,
    StoreMarkStatus storeMark,
    Optional<Long> lag,
    boolean oldestRemovalIsBound,
    Optional<OpenTransactionStatus> transaction,
    Optional<OperatorPause> paused,
    QuarantineState quarantine) {

  /** Creates a status of a partition of which nothing is parked. */
  public PartitionStatus(
      PartitionId partition,
      PartitionCondition condition,
      Optional<CommitPosition> position,
      Optional<CommitPosition> committed,
      Optional<CommitPosition> end,
      Optional<Duration> oldest,
      Optional<Duration> oldestRemoval,
      Optional<Duration> sinceApplied,
      int queuedRecords,
      long queuedBytes,
      long windowLeft,
      FenceStatus fence,
      Optional<BlockedRecord> blocked,
      Optional<LossStatus> dataLoss,
      Optional<StallStatus> stall,
      Optional<ProblemStatus> commitProblem,
      Optional<PlanStatus> plan,
      StoreMarkStatus storeMark,
      Optional<Long> lag,
      boolean oldestRemovalIsBound,
      Optional<OpenTransactionStatus> transaction,
      Optional<OperatorPause> paused) {
    this(
        partition,
        condition,
        position,
        committed,
        end,
        oldest,
        oldestRemoval,
        sinceApplied,
        queuedRecords,
        queuedBytes,
        windowLeft,
        fence,
        blocked,
        dataLoss,
        stall,
        commitProblem,
        plan,
        storeMark,
        lag,
        oldestRemovalIsBound,
        transaction,
        paused,
        QuarantineState.EMPTY);
  }

  /** Creates a status whose lag follows from the offsets, and without an open transaction. */
  public PartitionStatus(
      PartitionId partition,
      PartitionCondition condition,
      Optional<CommitPosition> position,
      Optional<CommitPosition> committed,
      Optional<CommitPosition> end,
      Optional<Duration> oldest,
      Optional<Duration> oldestRemoval,
      Optional<Duration> sinceApplied,
      int queuedRecords,
      long queuedBytes,
      long windowLeft,
      FenceStatus fence,
      Optional<BlockedRecord> blocked,
      Optional<LossStatus> dataLoss,
      Optional<StallStatus> stall,
      Optional<ProblemStatus> commitProblem,
      Optional<PlanStatus> plan,
      StoreMarkStatus storeMark) {
    this(
        partition,
        condition,
        position,
        committed,
        end,
        oldest,
        oldestRemoval,
        sinceApplied,
        queuedRecords,
        queuedBytes,
        windowLeft,
        fence,
        blocked,
        dataLoss,
        stall,
        commitProblem,
        plan,
        storeMark,
        committed
            .or(() -> position)
            .flatMap(from -> end.map(to -> Math.max(0, to.value() - from.value()))),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns whether an operator should look at the partition: a problem blocks it or was found. */
  public boolean needsAttention() {
    return blocked.isPresent()
        || dataLoss.isPresent()
        || stall.isPresent()
        || commitProblem.isPresent()
        || storeMark.needsAttention()
        || transaction.map(OpenTransactionStatus::isLong).orElse(false)
        || paused.isPresent()
        || quarantine.records() > 0
        || quarantine.problem().isPresent()
        || fence instanceof FenceStatus.Refused;
  }
}
