package dev.rbacconsumer.launcher.bench.e2e.workload;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.List;

/**
 * Change of one message. No tuple is in both lists.
 *
 * @param number of the message in its partition, from 0
 * @param key of a producer that has a key for each resource; the real producer has one key for all
 * @param removals tuples to remove
 * @param additions tuples to add, at least one
 */
public record WorkloadMessage(
    int number, String key, List<RelationTuple> removals, List<RelationTuple> additions) {
  public WorkloadMessage {
    removals = List.copyOf(removals);
    additions = List.copyOf(additions);
  }
}
