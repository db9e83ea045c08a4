package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest events by their id: as many settled ones as waiting ones at most, so that a backlog
 * drives out no applied event. Not thread-safe.
 */
final class EventMemory {
  /** Longest id that is remembered, in characters; an id is usually a UUID. */
  static final int LONGEST_ID = 1_024;

  private final int limit;
  private final Map<String, EventState> settled = new LinkedHashMap<>();
  private final Map<String, EventState.Waiting> waiting = new LinkedHashMap<>();

  /**
   * @param limit most events of each kind; 0 to remember none
   */
  EventMemory(int limit) {
    this.limit = limit;
  }

  /** Returns whether an event with this id can be remembered. */
  static boolean isUsable(String eventId) {
    return !eventId.isEmpty() && eventId.length() <= LONGEST_ID;
  }

  EventState find(String eventId) {
    EventState found = settled.get(eventId);
    if (found == null) {
      found = waiting.get(eventId);
    }
    return found == null ? new EventState.Unknown(eventId) : found;
  }

  /** Returns the applied event with this id; empty if there is none. */
  Optional<EventState.Applied> applied(String eventId) {
    return settled.get(eventId) instanceof EventState.Applied it
        ? Optional.of(it)
        : Optional.empty();
  }

  /**
   * Remembers that an event waits, unless it was applied before: then it only comes again.
   *
   * @param failedAttempts number of failed attempts; 0 keeps the number that is known
   */
  void waits(String eventId, PartitionId partition, Offset offset, int failedAttempts) {
    if (!isUsable(eventId) || applied(eventId).isPresent()) {
      return;
    }
    settled.remove(eventId);
    EventState.Waiting known = waiting.get(eventId);
    if (known != null && known.partition().equals(partition) && known.offset().equals(offset)) {
      if (failedAttempts > 0) {
        waiting.put(eventId, new EventState.Waiting(eventId, partition, offset, failedAttempts));
      }
      return;
    }
    put(waiting, new EventState.Waiting(eventId, partition, offset, failedAttempts));
  }

  /** Remembers a final state as the latest one. */
  void settle(EventState state) {
    waiting.remove(state.eventId());
    put(settled, state);
  }

  /** Returns the id under which the event of a record waits; empty if there is none. */
  String waitingAt(SourceRecord record) {
    return waiting.values().stream()
        .filter(
            it -> it.partition().equals(record.partition()) && it.offset().equals(record.offset()))
        .map(EventState.Waiting::eventId)
        .findFirst()
        .orElse("");
  }

  /** Forgets the waiting events of partitions, which another instance may apply. */
  void forgetWaiting(Set<PartitionId> partitions) {
    waiting.values().removeIf(it -> partitions.contains(it.partition()));
  }

  /** Forgets the applied events of a partition, which the store may have lost. */
  void forgetApplied(PartitionId partition) {
    settled
        .values()
        .removeIf(it -> it instanceof EventState.Applied a && a.partition().equals(partition));
  }

  private <S extends EventState> void put(Map<String, S> states, S state) {
    states.remove(state.eventId());
    states.put(state.eventId(), state);
    if (states.size() > limit) {
      states.remove(states.keySet().iterator().next());
    }
  }
}
