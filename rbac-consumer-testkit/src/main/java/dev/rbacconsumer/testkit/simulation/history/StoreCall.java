package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;

/**
 * Store call, for as long as any part of it may still take effect.
 *
 * @param partition partition of the records
 * @param fence fence of the caller
 * @param range records in the caller's backlog
 * @param epoch how often the store had been set back at the first call for the change
 * @param isLetter whether the call applies a dead letter, which is the only record of the range
 */
public record StoreCall(
    PartitionId partition, FenceToken fence, CallRange range, int epoch, boolean isLetter) {
  /** Returns the tuples of a change in words. */
  public static String words(TupleChange change) {
    String removes = change.removals().isEmpty() ? "" : "remove " + change.removals();
    String adds = change.additions().isEmpty() ? "" : "add " + change.additions();
    if (change.isEmpty()) {
      return "no tuples";
    }
    return removes.isEmpty() || adds.isEmpty() ? removes + adds : removes + ", " + adds;
  }

  @Override
  public String toString() {
    return "the call for %s, offsets %s".formatted(partition, range);
  }
}
