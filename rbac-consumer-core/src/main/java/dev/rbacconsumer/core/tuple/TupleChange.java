package dev.rbacconsumer.core.tuple;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Net change of the store: the tuples that must be absent and those that must be present once it is
 * applied. No tuple occurs twice, and none is in both lists, so they can be sent to the store as
 * they are. Immutable.
 */
public final class TupleChange {
  private final List<RelationTuple> removals;
  private final List<RelationTuple> additions;
  private final int duplicatesDropped;

  private TupleChange(
      List<RelationTuple> removals, List<RelationTuple> additions, int duplicatesDropped) {
    this.removals = removals;
    this.additions = additions;
    this.duplicatesDropped = duplicatesDropped;
  }

  /**
   * Returns the net effect of removals followed by additions, without duplicates. A tuple in both
   * lists ends up present and is left out of the removals: a role update names unchanged tuples in
   * both lists, and they must never be absent, even for a moment.
   *
   * @param removals in the order of the message; may hold duplicates
   * @param additions in the order of the message; may hold duplicates
   */
  public static TupleChange net(List<RelationTuple> removals, List<RelationTuple> additions) {
    Set<RelationTuple> present = new LinkedHashSet<>(additions);
    Set<RelationTuple> absent = new LinkedHashSet<>(removals);
    int duplicates = additions.size() - present.size() + removals.size() - absent.size();
    absent.removeAll(present);
    return new TupleChange(List.copyOf(absent), List.copyOf(present), duplicates);
  }

  /**
   * Returns the net effect of several changes in sequence: for each tuple, the last change that
   * names it counts.
   *
   * @param changes in their order
   * @param notAdded tuples that are not added, and left as they are
   */
  public static TupleChange fold(List<TupleChange> changes, Set<RelationTuple> notAdded) {
    if (changes.size() == 1 && notAdded.isEmpty()) {
      return changes.get(0);
    }
    int removed = 0;
    int added = 0;
    for (TupleChange each : changes) {
      removed += each.removals.size();
      added += each.additions.size();
    }
    Set<RelationTuple> absent = sized(removed);
    Set<RelationTuple> present = sized(added);
    for (TupleChange change : changes) {
      // One by one: removeAll of a set searches a longer list once for each of its elements.
      change.removals.forEach(present::remove);
      absent.addAll(change.removals);
      change.additions.forEach(absent::remove);
      present.addAll(change.additions);
    }
    int kept = absent.size() + present.size();
    notAdded.forEach(present::remove);
    return new TupleChange(List.copyOf(absent), List.copyOf(present), removed + added - kept);
  }

  /** Creates an empty set with room for so many tuples. */
  private static Set<RelationTuple> sized(int tuples) {
    return new LinkedHashSet<>(tuples + tuples / 2);
  }

  /** Returns the tuples that any of these changes removes. */
  public static Set<RelationTuple> removed(List<TupleChange> changes) {
    Set<RelationTuple> removed = new HashSet<>();
    changes.forEach(change -> removed.addAll(change.removals));
    return removed;
  }

  /** Returns the part of this change that concerns the matching tuples. */
  public TupleChange only(Predicate<RelationTuple> wanted) {
    return new TupleChange(
        removals.stream().filter(wanted).toList(), additions.stream().filter(wanted).toList(), 0);
  }

  /**
   * Returns a part of this change by the numbers of its tuples, from 0: the removals, then the
   * additions.
   *
   * @param from number of the first tuple, at most {@code to}
   * @param to number behind the last tuple, at most {@link #size}
   */
  public TupleChange part(int from, int to) {
    int middle = removals.size();
    return from == 0 && to == size()
        ? this
        : new TupleChange(
            removals.subList(Math.min(from, middle), Math.min(to, middle)),
            additions.subList(Math.max(0, from - middle), Math.max(0, to - middle)),
            0);
  }

  /** Returns the tuples that must be absent, each once, in the given order. */
  public List<RelationTuple> removals() {
    return removals;
  }

  /** Returns the tuples that must be present, each once, in the given order. */
  public List<RelationTuple> additions() {
    return additions;
  }

  /** Returns the number of duplicates that were dropped within each list. */
  public int duplicatesDropped() {
    return duplicatesDropped;
  }

  /** Returns whether there are no tuples. */
  public boolean isEmpty() {
    return removals.isEmpty() && additions.isEmpty();
  }

  /** Returns the number of removals and additions together. */
  public int size() {
    return removals.size() + additions.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof TupleChange that
            && removals.equals(that.removals)
            && additions.equals(that.additions));
  }

  @Override
  public int hashCode() {
    return 31 * removals.hashCode() + additions.hashCode();
  }

  /** Returns only the counts: a change can hold thousands of tuples. */
  @Override
  public String toString() {
    return "-" + removals.size() + " +" + additions.size();
  }
}
