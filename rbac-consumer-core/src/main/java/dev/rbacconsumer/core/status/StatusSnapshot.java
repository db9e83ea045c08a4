package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of one instance at one moment. Immutable.
 *
 * @param at that moment
 * @param mode whether it acts on what it reads
 * @param sincePolled time since the source was last read; empty where it never was
 * @param sourceProblem that the source cannot be read, if it cannot
 * @param sourceStall that the thread which reads it stands still, if it does
 * @param partitions those that the instance holds, in their order
 * @param passedOver the records that were skipped or set aside since the instance began, by class
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
   * The same where the source has a problem of its own; otherwise with this one, which somebody
   * else has seen: a client that waits for its broker may say nothing about it.
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
   * The same, with the instance degraded for a time after each record that was passed over.
   *
   * @param time zero for not at all
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

  /** Whether somebody should look. */
  public boolean needsAttention() {
    return sourceProblem.isPresent()
        || sourceStall.isPresent()
        || passedOver.stream().anyMatch(it -> it.degradedUntil().isPresent())
        || partitions.stream().anyMatch(PartitionStatus::needsAttention);
  }
}
