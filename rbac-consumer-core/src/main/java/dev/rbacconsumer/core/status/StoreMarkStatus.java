package dev.rbacconsumer.core.status;

import java.util.Optional;

/**
 * Status of the store mark, the replay and the repeated events of one partition.
 *
 * @param replay the replay that is in progress, if one is
 * @param markProblem the failure to write a mark, if it fails
 * @param repeated the repeated events that were passed over, if any were
 */
public record StoreMarkStatus(
    Optional<ReplayStatus> replay,
    Optional<RetryStatus> markProblem,
    Optional<RepeatedEventsStatus> repeated) {
  /** The status without a replay, a mark problem or a repeated event. */
  public static final StoreMarkStatus NONE =
      new StoreMarkStatus(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns whether an operator should look at the mark or the replay. */
  boolean needsAttention() {
    return markProblem.isPresent() || replay.flatMap(ReplayStatus::problem).isPresent();
  }
}
