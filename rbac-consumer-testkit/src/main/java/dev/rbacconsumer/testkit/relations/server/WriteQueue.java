package dev.rbacconsumer.testkit.relations.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Computes the end of each write in a store with a cost. Pure; not thread-safe. */
final class WriteQueue {
  private final StoreCost cost;
  private final Deque<Long> ends = new ArrayDeque<>();

  /**
   * Accumulated fractions of conflicts: a whole conflict is charged to the write that completes it.
   */
  private double partialConflicts;

  WriteQueue(StoreCost cost) {
    this.cost = cost;
  }

  /**
   * Returns the end of a write that arrives now. Times of arrival never decrease.
   *
   * @param nowNanos time of arrival
   * @param tuples number of tuples in the request
   */
  End arrive(long nowNanos, int tuples) {
    while (!ends.isEmpty() && ends.peekFirst() - nowNanos <= 0) {
      ends.removeFirst();
    }
    partialConflicts += cost.conflicts() * ends.size();
    int conflicts = (int) partialConflicts;
    partialConflicts -= conflicts;
    long begin = nowNanos + cost.call().toNanos();
    if (!ends.isEmpty() && ends.peekLast() - begin > 0) {
      begin = ends.peekLast();
    }
    long turn = cost.turn().toNanos() + tuples * cost.tuple().toNanos();
    long end = begin + turn * (1 + Math.min(conflicts, cost.maxRetries()));
    ends.addLast(end);
    return new End(end - nowNanos, conflicts > cost.maxRetries());
  }

  /**
   * End of a write.
   *
   * @param delayNanos time from its arrival to its end
   * @param aborted whether its retries are exhausted, so that it fails without effect
   */
  record End(long delayNanos, boolean aborted) {}
}
