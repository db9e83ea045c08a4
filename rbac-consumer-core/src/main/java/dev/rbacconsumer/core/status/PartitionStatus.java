package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;

/**
 * The status of one partition.
 *
 * @param partition which
 * @param condition in one word; the most urgent where several hold
 * @param position every record below is applied or passed over here; empty while not known
 * @param committed every record below is so durably; empty while the group has committed nothing
 * @param end offset that the next record of the partition gets, as far as the broker has told;
 *     empty while not known
 * @param oldest age of the first record that was read and is not applied; zero where there is none,
 *     empty while it is not known where reading begins
 * @param oldestRemoval the same of the first record that takes something away, or may
 * @param sinceApplied time since a record was last applied here; empty where none was
 * @param queuedRecords how many records were read and wait for their turn
 * @param queuedBytes size of those
 * @param windowLeft how many offsets may still be applied before a further commit is durable
 * @param fence whether the partition is ours to write
 * @param blocked the record that it stands at, if it does
 * @param dataLoss that it is not read on, if it is not
 * @param stall that its lane stands still, if it does
 * @param commitProblem that it cannot be committed, if it cannot
 * @param plan what a dry run has found in it; empty while records are delivered
 * @param witnesses what is known of the store's mark, of a replay and of repeated events
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
    WitnessStatus witnesses) {

  /**
   * How many records are not committed; at least zero, since the end is as old as the last read.
   * Empty while not known. The same as the metric of the lag.
   */
  public Optional<Long> lag() {
    return committed
        .or(() -> position)
        .flatMap(from -> end.map(to -> Math.max(0, to.value() - from.value())));
  }

  /** Whether somebody should look: it stands at something, and not at what it has to do. */
  public boolean needsAttention() {
    return blocked.isPresent()
        || dataLoss.isPresent()
        || stall.isPresent()
        || commitProblem.isPresent()
        || witnesses.needsAttention()
        || fence instanceof FenceStatus.Refused;
  }
}
