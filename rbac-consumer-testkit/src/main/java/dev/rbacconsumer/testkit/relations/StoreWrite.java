package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Optional;
import java.util.Set;

/**
 * One transaction that changed something. A lock taken or stolen is one, too: its tuple changes.
 *
 * @param revision counted from 1; grows with every transaction, also with those without effect
 * @param added tuples that were absent before
 * @param removed tuples that were present before
 * @param lockId lock whose fence it carried; empty when it was not fenced
 */
public record StoreWrite(
    long revision, Set<RelationTuple> added, Set<RelationTuple> removed, Optional<String> lockId) {
  public StoreWrite {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
  }
}
