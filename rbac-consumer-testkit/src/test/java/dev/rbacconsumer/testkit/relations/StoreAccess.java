package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
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
   * The store itself, to be changed as no client can.
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
      public InMemoryTupleStore control() {
        return store;
      }
    };
  }
}
