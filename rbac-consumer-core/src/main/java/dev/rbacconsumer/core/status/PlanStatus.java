package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Results of a dry run for one partition since its assignment.
 *
 * @param readTo position below which every record was read and checked; empty while none was
 * @param records number of records for each planned action, including actions without any
 * @param firstProblem the first record that delivery would not apply because of a failure
 */
public record PlanStatus(
    Optional<CommitPosition> readTo,
    Map<PlannedAction, Long> records,
    Optional<PlannedProblem> firstProblem) {
  public PlanStatus {
    records = Map.copyOf(records);
  }

  /**
   * A record that delivery would not apply.
   *
   * @param offset its offset
   * @param action the action that delivery would take on it
   * @param failure the reason, bounded
   * @param at time at which it was read
   */
  public record PlannedProblem(Offset offset, PlannedAction action, Failure failure, Instant at) {}
}
