package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.MarkReplacement;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks of a store in memory. A mark is a tuple: {@code kessel/lock:<lock
 * id>/seen#t_version@kessel/lockversion:<mark>}.
 */
final class InMemoryMarks {
  private final InMemoryTupleStore store;

  InMemoryMarks(InMemoryTupleStore store) {
    this.store = store;
  }

  /**
   * Returns the marks beside a lock.
   *
   * @throws dev.rbacconsumer.testkit.relations.store.StoreRefusal if the schema lacks the lock
   *     types
   */
  List<StoreMark> read(String lockId) {
    String id = StoreMark.idBeside(lockId);
    return store.readLock(id).isEmpty() ? List.of() : StoreMark.parseAll(store.lockTokens(id));
  }

  /**
   * Writes a mark beside a lock, without a fence.
   *
   * @throws dev.rbacconsumer.testkit.relations.store.StoreRefusal if the schema lacks the lock
   *     types
   */
  void add(String lockId, StoreMark mark) {
    store.touch(List.of(tuple(StoreMark.idBeside(lockId), mark.text())), null);
  }

  /**
   * Replaces the marks beside a lock.
   *
   * @param sent fence; null for none
   * @return false if the store no longer has the expected mark; then no mark is written
   * @throws dev.rbacconsumer.testkit.relations.store.StoreRefusal if the store refuses a write
   */
  boolean replace(
      String lockId, Optional<StoreMark> expected, StoreMark mark, @Nullable FenceToken sent) {
    String id = StoreMark.idBeside(lockId);
    store.touch(List.of(), sent);
    MarkReplacement replacement = MarkReplacement.of(expected, mark, store.lockTokens(id));
    if (replacement.writes()) {
      store.touch(List.of(tuple(id, mark.text())), sent);
    }
    replacement.surplus().forEach(text -> store.delete(tuple(id, text), sent));
    return !replacement.setBack();
  }

  private static RelationTuple tuple(String id, String text) {
    return new RelationTuple(
        ObjectReference.of("kessel", "lock", id),
        "t_version",
        SubjectReference.of(ObjectReference.of("kessel", "lockversion", text)));
  }
}
