package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import java.util.Optional;

/** What an operator should know of the position at which an ownership begins. */
final class PositionNews {
  private PositionNews() {}

  /**
   * @param range what has to be recovered, if there is anything
   */
  static List<DeliveryEvent> of(PartitionId partition, StartPoint start, Optional<Recovery> range) {
    if (range.isPresent()) {
      return List.of(
          new DeliveryEvent.Recovering(partition, range.get().from(), range.get().end()));
    }
    return start
        .committed()
        .filter(commit -> ApplyAheadMark.of(commit).isEmpty())
        .map(commit -> List.of(unmarked(partition, commit)))
        .orElse(List.of());
  }

  private static DeliveryEvent unmarked(PartitionId partition, Commit commit) {
    return commit.metadata().isEmpty()
        ? new DeliveryEvent.PositionSetOutside(partition, commit.position())
        : new DeliveryEvent.MarkUnreadable(partition, commit.metadata());
  }
}
