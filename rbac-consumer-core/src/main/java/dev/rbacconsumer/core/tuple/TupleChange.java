package dev.rbacconsumer.core.tuple;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A net change: what must be absent and what must be present once it is applied. No tuple stands
 * twice, and none stands in both lists, so the two can be sent to the store as they are. Immutable.
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
   * The net effect of removing, then adding. Duplicates are dropped. A tuple in both lists ends up
   * present and is left out of the removals: a role update names what stays the same in both, and
   * there must be no moment without it.
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
   * The net effect of several changes, one after the other: for each tuple the last word counts.
   *
   * @param changes in their order
   * @param notAdded tuples that are left as they are instead of being added
   */
  public static TupleChange fold(List<TupleChange> changes, Set<RelationTuple> notAdded) {
    if (changes.size() == 1 && notAdded.isEmpty()) {
      return changes.get(0);
    }
    Set<RelationTuple> absent = new LinkedHashSet<>();
    Set<RelationTuple> present = new LinkedHashSet<>();
    int given = 0;
    for (TupleChange change : changes) {
      given += change.size();
      // One by one: a set that removes a longer list searches that list for each of its own.
      change.removals.forEach(present::remove);
      absent.addAll(change.removals);
      change.additions.forEach(absent::remove);
      present.addAll(change.additions);
    }
    int kept = absent.size() + present.size();
    notAdded.forEach(present::remove);
    return new TupleChange(List.copyOf(absent), List.copyOf(present), given - kept);
  }

  /** The part of this change that concerns some tuples. */
  public TupleChange only(Predicate<RelationTuple> wanted) {
    return new TupleChange(
        removals.stream().filter(wanted).toList(), additions.stream().filter(wanted).toList(), 0);
  }

  /**
   * A part of this change, where its tuples are numbered from 0: the removals, then the additions.
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

  /** Tuples that must be absent, each once, in the order given. */
  public List<RelationTuple> removals() {
    return removals;
  }

  /** Tuples that must be present, each once, in the order given. */
  public List<RelationTuple> additions() {
    return additions;
  }

  /** How many tuples were given more than once within one list, beyond the first of each. */
  public int duplicatesDropped() {
    return duplicatesDropped;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return removals.isEmpty() && additions.isEmpty();
  }

  /** Removals and additions together. */
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

  /** Counts alone: a change can hold thousands of tuples. */
  @Override
  public String toString() {
    return "-" + removals.size() + " +" + additions.size();
  }
}
