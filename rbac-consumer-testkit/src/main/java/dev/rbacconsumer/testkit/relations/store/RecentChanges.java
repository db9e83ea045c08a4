package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Latest changes of a store, kept to show the state before them. Not thread-safe. */
public final class RecentChanges {
  /** Most changes that a read can miss. */
  public static final int MOST = 100;

  private final Deque<StoreWrite> latestFirst = new ArrayDeque<>();

  void add(StoreWrite change) {
    latestFirst.addFirst(change);
    if (latestFirst.size() > MOST) {
      latestFirst.removeLast();
    }
  }

  void clear() {
    latestFirst.clear();
  }

  /**
   * Changes the matches of a filter to those before the latest changes.
   *
   * @param count number of changes to undo; fewer if fewer are known
   */
  void undo(int count, TupleFilter filter, Collection<RelationTuple> found) {
    latestFirst.stream()
        .limit(count)
        .forEach(
            change -> {
              found.removeAll(change.added());
              change.removed().stream().filter(filter::matches).forEach(found::add);
            });
  }
}
