package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The partitions that this instance reads: from which offset on their records are new to it, and
 * which events of a replay wait for its end. Not thread-safe.
 */
final class HeldPartitions {
  private final int limit;
  private final Map<PartitionId, Long> newFrom = new HashMap<>();
  private final Map<PartitionId, Replayed> replays = new HashMap<>();

  /**
   * @param limit most events of one replay that are kept; the oldest are forgotten
   */
  HeldPartitions(int limit) {
    this.limit = limit;
  }

  /** Notes that reading of a partition begins, or begins again, at a position. */
  void positioned(PartitionId partition, long position) {
    newFrom.put(partition, position);
    replays.remove(partition);
  }

  /** Notes that the record at an offset is settled. */
  void settled(PartitionId partition, Offset offset) {
    newFrom.computeIfPresent(partition, (key, from) -> Math.max(from, offset.value() + 1));
  }

  /** Forgets partitions that belong to another owner from now on. */
  void forget(Set<PartitionId> partitions) {
    newFrom.keySet().removeAll(partitions);
    replays.keySet().removeAll(partitions);
  }

  /**
   * Returns whether a record is still to be applied here. Records below the position are read again
   * to compare events, and those of a partition that is not held belong to another owner.
   */
  boolean isNew(PartitionId partition, Offset offset) {
    Long from = newFrom.get(partition);
    return from != null && offset.value() >= from;
  }

  /** Notes that records below a position are replayed by last word. */
  void replayStarted(PartitionId partition, long end) {
    replays.put(partition, new Replayed(end, new ArrayDeque<>()));
  }

  /** Returns the events that the replay has applied, in their order. */
  List<EventState.Applied> replayEnded(PartitionId partition) {
    Replayed replay = replays.remove(partition);
    return replay == null ? List.of() : List.copyOf(replay.events);
  }

  /**
   * Keeps an event of a replay until its end: parts of it may have been left to later records.
   *
   * @return false if the event is of no replay
   */
  boolean keep(EventState.Applied event) {
    Replayed replay = replays.get(event.partition());
    if (replay == null || event.offset().value() >= replay.end) {
      return false;
    }
    replay.events.addLast(event);
    if (replay.events.size() > limit) {
      replay.events.removeFirst();
    }
    return true;
  }

  private record Replayed(long end, Deque<EventState.Applied> events) {}
}
