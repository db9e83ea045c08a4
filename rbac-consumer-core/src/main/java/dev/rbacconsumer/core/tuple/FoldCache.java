package dev.rbacconsumer.core.tuple;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds changes into one, and keeps the result while the same changes are given: a large change is
 * folded once, and not once for each of its steps. Not thread-safe.
 */
public final class FoldCache {
  private List<TupleChange> changes = List.of();
  private List<TupleChange> later = List.of();
  private @Nullable TupleChange folded;

  /**
   * Returns the net effect of several changes in sequence, as {@link TupleChange#fold} does.
   *
   * @param given changes in their order, at least one
   * @param following later changes, of which no removed tuple is added
   */
  public TupleChange fold(List<TupleChange> given, List<TupleChange> following) {
    if (given.size() == 1 && following.isEmpty()) {
      return given.get(0);
    }
    TupleChange known = folded;
    if (known == null || !areSame(changes, given) || !areSame(later, following)) {
      known = TupleChange.fold(given, TupleChange.removed(following));
      changes = List.copyOf(given);
      later = List.copyOf(following);
      folded = known;
    }
    return known;
  }

  /** Forgets the last result, and the changes that it was made of. */
  public void clear() {
    changes = List.of();
    later = List.of();
    folded = null;
  }

  /** Returns whether two lists hold the same objects, which never change. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean areSame(List<TupleChange> some, List<TupleChange> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = some.get(i) == others.get(i);
    }
    return same;
  }
}
