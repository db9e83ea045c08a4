package dev.rbacconsumer.core.change;

import dev.rbacconsumer.core.tuple.TupleChange;

/**
 * Bounds on how much of one change is applied in one attempt. A change that fits is applied whole.
 * A larger one is applied in steps, each an attempt of its own: first the removals, then the
 * additions, so that nothing is granted before everything that must go is gone.
 *
 * @param maxRemovals most removals of a step, at least 1
 * @param maxTuples most removals and additions of a step together, at least 1
 */
public record ChangeSteps(int maxRemovals, int maxTuples) {
  /**
   * Fits a store that takes one call for each removal and a thousand additions in one: a step takes
   * about a second where a removal takes 8 ms, as it does in SpiceDB on PostgreSQL.
   */
  public static final ChangeSteps DEFAULT = new ChangeSteps(100, 1_000);

  /** Checks the bounds. */
  public ChangeSteps {
    if (maxRemovals < 1 || maxTuples < 1) {
      throw new IllegalArgumentException(
          "steps: want >= 1, got %d removals, %d tuples".formatted(maxRemovals, maxTuples));
    }
  }

  /** Returns whether a change is applied whole. */
  boolean fits(TupleChange change) {
    return change.removals().size() <= maxRemovals && change.size() <= maxTuples;
  }

  /** Returns the first step of the rest of a change; the whole rest if it fits. */
  public TupleChange first(TupleChange left) {
    if (fits(left)) {
      return left;
    }
    int removals = left.removals().size();
    return left.part(0, removals == 0 ? maxTuples : min(maxRemovals, maxTuples, removals));
  }

  private static int min(int a, int b, int c) {
    return Math.min(a, Math.min(b, c));
  }
}
