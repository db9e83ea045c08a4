package dev.rbacconsumer.core.status;

import java.util.Optional;

/**
 * What is known of one partition about the mark in the store, a replay and repeated events.
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
