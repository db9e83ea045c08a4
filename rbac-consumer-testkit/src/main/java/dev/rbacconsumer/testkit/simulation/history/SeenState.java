package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** State of a partition in the store at one moment. */
public record SeenState(
    PartitionHistory history,
    Map<RelationTuple, Integer> seen,
    Set<RelationTuple> visible,
    long replayEnd,
    long frontier,
    long floor) {
  /** Returns an empty state. */
  public static SeenState nothing(PartitionHistory history) {
    return new SeenState(history, new HashMap<>(), new HashSet<>(), 0, 0, 0);
  }
}
