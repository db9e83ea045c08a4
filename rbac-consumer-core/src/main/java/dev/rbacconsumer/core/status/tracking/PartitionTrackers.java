package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the tracker of each assigned partition. Thread-safe. */
final class PartitionTrackers {
  private final DeliveryMode mode;
  private final Map<PartitionId, PartitionTracker> assigned = new ConcurrentHashMap<>();

  /**
   * @param mode of the instance
   */
  PartitionTrackers(DeliveryMode mode) {
    this.mode = mode;
  }

  void assign(Set<PartitionId> partitions) {
    partitions.forEach(partition -> assigned.put(partition, new PartitionTracker(mode)));
  }

  void release(Set<PartitionId> partitions) {
    assigned.keySet().removeAll(partitions);
  }

  /**
   * Returns the tracker of a partition. For a released partition it returns a temporary one: a lane
   * that is overdue may still report events, and no status shows them.
   */
  PartitionTracker of(PartitionId partition) {
    PartitionTracker tracker = assigned.get(partition);
    return tracker == null ? new PartitionTracker(mode) : tracker;
  }

  /** Returns all trackers, in the order of their partitions. */
  SortedMap<PartitionId, PartitionTracker> sorted() {
    return new TreeMap<>(assigned);
  }
}
