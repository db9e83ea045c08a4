package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.source.SourceState;
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
 * @param source whether Kafka answers, and whether this instance is a member of the group
 */
public record StatusSnapshot(
    Instant at,
    DeliveryMode mode,
    Optional<Duration> sincePolled,
    Optional<ProblemStatus> sourceProblem,
    Optional<StallStatus> sourceStall,
    List<PartitionStatus> partitions,
    List<PassedOverStatus> passedOver,
    SourceState source) {
  public StatusSnapshot {
    partitions = List.copyOf(partitions);
    passedOver = List.copyOf(passedOver);
  }

  /** Creates a snapshot over a source that reports nothing. */
  public StatusSnapshot(
      Instant at,
      DeliveryMode mode,
      Optional<Duration> sincePolled,
      Optional<ProblemStatus> sourceProblem,
      Optional<StallStatus> sourceStall,
      List<PartitionStatus> partitions,
      List<PassedOverStatus> passedOver) {
    this(
        at,
        mode,
        sincePolled,
        sourceProblem,
        sourceStall,
        partitions,
        passedOver,
        new SourceState(true, sincePolled, true, Optional.empty()));
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
        passedOver.stream().map(it -> it.degradedFor(time)).toList(),
        source);
  }

  /** Returns whether an operator should look at the instance or one of its partitions. */
  public boolean needsAttention() {
    return sourceProblem.isPresent()
        || sourceStall.isPresent()
        || passedOver.stream().anyMatch(it -> it.degradedUntil().isPresent())
        || partitions.stream().anyMatch(PartitionStatus::needsAttention);
  }
}
