package dev.rbacconsumer.core.applied;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Callers that wait for events, up to a limit. Not thread-safe, except for {@link Waiter}. */
final class Waiters {
  private final int limit;
  private final Map<String, List<Waiter>> byEvent = new HashMap<>();
  private int count;

  /**
   * @param limit most callers that wait at once
   */
  Waiters(int limit) {
    this.limit = limit;
  }

  /** Adds a caller. Returns false if too many wait. */
  boolean add(String eventId, Waiter waiter) {
    if (count >= limit) {
      return false;
    }
    byEvent.computeIfAbsent(eventId, key -> new ArrayList<>()).add(waiter);
    count++;
    return true;
  }

  /** Removes a caller that has its answer or gave up; does nothing if it is not there. */
  void remove(String eventId, Waiter waiter) {
    List<Waiter> ofEvent = byEvent.get(eventId);
    if (ofEvent != null && ofEvent.remove(waiter)) {
      count--;
      if (ofEvent.isEmpty()) {
        byEvent.remove(eventId);
      }
    }
  }

  /** Removes and returns the callers that wait for an event. */
  List<Waiter> take(String eventId) {
    List<Waiter> taken = byEvent.remove(eventId);
    if (taken == null) {
      return List.of();
    }
    count -= taken.size();
    return taken;
  }

  int count() {
    return count;
  }

  /**
   * One caller that waits.
   *
   * @param future receives the state
   * @param handOver runs the completion of the future elsewhere
   */
  record Waiter(CompletableFuture<EventState> future, Consumer<Runnable> handOver) {
    /** Hands the completion over. */
    void complete(EventState state) {
      try {
        handOver.accept(() -> future.complete(state));
      } catch (RuntimeException refused) {
        // The caller takes no work any more. A lane must neither fail nor do the caller's work.
      }
    }
  }
}
