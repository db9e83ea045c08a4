package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Optional;
import java.util.Set;

/**
 * Transaction that changed at least one tuple. The acquisition of a lock counts too, since its
 * tuple changes.
 *
 * @param revision number of the transaction, from 1; transactions without effect are counted too
 * @param added tuples that were absent before
 * @param removed tuples that were present before
 * @param lockId lock of the transaction's fence; empty if it was not fenced
 */
public record StoreWrite(
    long revision, Set<RelationTuple> added, Set<RelationTuple> removed, Optional<String> lockId) {
  public StoreWrite {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
  }
}
