package dev.rbacconsumer.testkit.simulation.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the faults and events that occurred in simulations: a fault that never occurred proves
 * nothing. Not thread-safe.
 */
public final class Coverage {
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<LaneState, Map<LaneEvent, Long>> moments = new EnumMap<>(LaneState.class);
  private final Map<String, Long> deeds = new TreeMap<>();

  /** Returns the number of occurrences of a fault. */
  public long of(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** Returns how often an event occurred while a lane was in a state. */
  public long of(LaneState state, LaneEvent event) {
    return moments.getOrDefault(state, Map.of()).getOrDefault(event, 0L);
  }

  /** Returns how often each kind of action was performed by the instances. */
  public Map<String, Long> deeds() {
    return new TreeMap<>(deeds);
  }

  /** Returns the total number of faults. */
  public long faults() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Adds the counts of another run. */
  public void add(Coverage other) {
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    other.moments.forEach(
        (state, events) -> events.forEach((event, count) -> met(state, event, count)));
    other.deeds.forEach((deed, count) -> deeds.merge(deed, count, Long::sum));
  }

  public void struck(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  public void met(LaneState state, LaneEvent event) {
    met(state, event, 1);
  }

  public void did(String deed) {
    deeds.merge(deed, 1L, Long::sum);
  }

  private void met(LaneState state, LaneEvent event, long times) {
    moments
        .computeIfAbsent(state, key -> new EnumMap<>(LaneEvent.class))
        .merge(event, times, Long::sum);
  }
}
