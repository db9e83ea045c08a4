package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of one instance at one moment. Immutable.
 *
 * @param at time of the snapshot
 * @param mode whether the instance applies records
 * @param sincePolled time since the source was last read; empty if it never was
 * @param sourceProblem the failure of reads of the source, if they fail
 * @param sourceStall the stall of the source thread, if it is stalled
 * @param partitions status of each assigned partition, in their order
 * @param passedOver counts of the records that were skipped or dead-lettered since the instance
 *     began, by class
 */
public record StatusSnapshot(
    Instant at,
    DeliveryMode mode,
    Optional<Duration> sincePolled,
    Optional<ProblemStatus> sourceProblem,
    Optional<StallStatus> sourceStall,
    List<PartitionStatus> partitions,
    List<PassedOverStatus> passedOver) {
  public StatusSnapshot {
    partitions = List.copyOf(partitions);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Returns this snapshot if it has a source problem, else a copy with the given one, which was
   * found outside of delivery: a client that waits for its broker may not report it.
   */
  public StatusSnapshot orSourceProblem(Optional<ProblemStatus> seenElsewhere) {
    return new StatusSnapshot(
        at,
        mode,
        sincePolled,
        sourceProblem.or(() -> seenElsewhere),
        sourceStall,
        partitions,
        passedOver);
  }

  /**
   * Returns a copy in which the instance counts as degraded for a time after each record that was
   * passed over.
   *
   * @param time duration; zero for never
   */
  public StatusSnapshot degradedAfterPassingOver(Duration time) {
    return new StatusSnapshot(
        at,
        mode,
        sincePolled,
        sourceProblem,
        sourceStall,
        partitions,
        passedOver.stream().map(it -> it.degradedFor(time)).toList());
  }

  /** Returns whether an operator should look at the instance or one of its partitions. */
  public boolean needsAttention() {
    return sourceProblem.isPresent()
        || sourceStall.isPresent()
        || passedOver.stream().anyMatch(it -> it.degradedUntil().isPresent())
        || partitions.stream().anyMatch(PartitionStatus::needsAttention);
  }
}
