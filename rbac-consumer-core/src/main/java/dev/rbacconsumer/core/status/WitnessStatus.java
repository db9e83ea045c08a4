package dev.rbacconsumer.core.status;

import java.util.Optional;

/**
 * Status of the store mark, the replay and the repeated events of one partition.
 *
 * @param replay the replay that is under way, if one is
 * @param markProblem that the store cannot be marked, if it cannot
 * @param repeated the repeated events that were passed over, if any were
 */
public record WitnessStatus(
    Optional<ReplayStatus> replay,
    Optional<RetryStatus> markProblem,
    Optional<RepeatedEventsStatus> repeated) {
  /** Nothing is replayed or was repeated, and the store takes its marks. */
  public static final WitnessStatus NONE =
      new WitnessStatus(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether somebody should look. */
  boolean needsAttention() {
    return markProblem.isPresent() || replay.flatMap(ReplayStatus::problem).isPresent();
  }
}
