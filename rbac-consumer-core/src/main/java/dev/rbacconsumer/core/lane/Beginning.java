package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.DataLoss;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;

/**
 * Where a lane begins to read, once that is decided.
 *
 * @param position every record below is settled, or lost; empty where the group has settled
 *     nothing, and reading begins at the first record that exists
 * @param isDurable whether the group has committed the position
 * @param recovery what an earlier owner may have applied beyond it
 * @param log identity of the log that is read, where it is known
 */
record Beginning(
    Optional<CommitPosition> position,
    boolean isDurable,
    Optional<Recovery> recovery,
    Optional<String> log) {

  /** Where the group stands. */
  static Beginning of(StartPoint start) {
    Optional<CommitPosition> position = start.committed().map(Commit::position);
    return new Beginning(
        position,
        position.isPresent(),
        position.flatMap(from -> Recovery.of(start, from)),
        start.log().identity().or(() -> logOf(start)));
  }

  /**
   * Where a policy lets reading go on. Records may have been applied beyond a position that is
   * below the log, and are folded; marks of another log say nothing of this one.
   */
  static Beginning past(DataLoss loss, StartPoint start, CommitPosition position) {
    return new Beginning(
        Optional.of(position),
        false,
        loss.kind() == DataLoss.Kind.BELOW_START ? Recovery.of(start, position) : Optional.empty(),
        start.log().identity());
  }

  /** The same for a lane that applies nothing, and so has nothing to recover. */
  Beginning withoutRecovery() {
    return new Beginning(position, isDurable, Optional.empty(), log);
  }

  /** Which log the group's commit is of, where that is known. */
  static Optional<String> logOf(StartPoint start) {
    return start.committed().flatMap(ApplyAheadMark::of).flatMap(ApplyAheadMark::log);
  }

  /** What is worth telling of it, beside the position. */
  Optional<DeliveryEvent> news(PartitionId partition, StartPoint start) {
    if (recovery.isPresent()) {
      return recovery.map(
          range -> new DeliveryEvent.Recovering(partition, range.from(), range.end()));
    }
    return start
        .committed()
        .filter(commit -> isDurable && ApplyAheadMark.of(commit).isEmpty())
        .map(commit -> unmarked(partition, commit));
  }

  private static DeliveryEvent unmarked(PartitionId partition, Commit commit) {
    return commit.metadata().isEmpty()
        ? new DeliveryEvent.PositionSetOutside(partition, commit.position())
        : new DeliveryEvent.MarkUnreadable(partition, commit.metadata());
  }
}
