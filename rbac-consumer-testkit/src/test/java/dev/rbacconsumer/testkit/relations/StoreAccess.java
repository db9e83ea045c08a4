package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.Locks;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.List;
import java.util.Set;

/** What a contract needs of the store behind a port: all that can be had from outside. */
interface StoreAccess {
  void given(List<RelationTuple> tuples) throws InterruptedException;

  /** All tuples, the locks left out. */
  Set<RelationTuple> tuples() throws InterruptedException;

  /** Takes a lock as somebody else would: the token in force before is void. */
  FenceToken takeLock(String lockId) throws InterruptedException;

  /** The tokens of a lock in force. */
  Set<String> lockTokens(String lockId) throws InterruptedException;

  /**
   * Adds a token to a lock, as a second first acquisition of it does: tokens in force stay.
   *
   * @throws org.opentest4j.TestAbortedException when the store's own port is out of reach
   */
  void addLockToken(FenceToken fence) throws InterruptedException;

  /**
   * Replaces the schema. Tuples that the new one has no definition for are removed.
   *
   * @throws org.opentest4j.TestAbortedException when the store's own port is out of reach
   */
  void setSchema(StoreSchema schema);

  /**
   * Sets how many updates one write may hold.
   *
   * @throws org.opentest4j.TestAbortedException when the store has another limit
   */
  void setMaxUpdates(int maxUpdates);

  /**
   * All tuples, locks and marks included.
   *
   * @throws org.opentest4j.TestAbortedException when the store's own port is out of reach
   */
  InMemoryTupleStore.Snapshot snapshot();

  /**
   * Replaces all tuples by those of a snapshot, as restoring a backup does.
   *
   * @throws org.opentest4j.TestAbortedException when the store's own port is out of reach
   */
  void restore(InMemoryTupleStore.Snapshot snapshot);

  /** Removes all tuples, as the loss of the store's disk does. */
  default void clear() {
    restore(new InMemoryTupleStore.Snapshot(Set.of()));
  }

  /**
   * The store itself, to be observed and changed as no client can.
   *
   * @throws org.opentest4j.TestAbortedException when it is out of reach
   */
  InMemoryTupleStore control();

  /** A store in this process. */
  static StoreAccess to(InMemoryTupleStore store) {
    return new StoreAccess() {
      @Override
      public void given(List<RelationTuple> tuples) {
        store.touch(tuples, null);
      }

      @Override
      public Set<RelationTuple> tuples() {
        return store.tuples();
      }

      @Override
      public FenceToken takeLock(String lockId) {
        return store.acquireLock(lockId);
      }

      @Override
      public Set<String> lockTokens(String lockId) {
        return store.lockTokens(lockId);
      }

      @Override
      public void addLockToken(FenceToken fence) {
        store.touch(List.of(Locks.tuple(fence)), null);
      }

      @Override
      public void setSchema(StoreSchema schema) {
        store.setSchema(schema);
      }

      @Override
      public void setMaxUpdates(int maxUpdates) {
        store.setMaxUpdates(maxUpdates);
      }

      @Override
      public InMemoryTupleStore.Snapshot snapshot() {
        return store.snapshot();
      }

      @Override
      public void restore(InMemoryTupleStore.Snapshot snapshot) {
        store.restore(snapshot);
      }

      @Override
      public InMemoryTupleStore control() {
        return store;
      }
    };
  }
}
