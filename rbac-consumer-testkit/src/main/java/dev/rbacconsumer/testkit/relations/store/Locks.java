package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;

/**
 * Locks in the store. A lock is a tuple: {@code
 * kessel/lock:<id>#t_version@kessel/lockversion:<token>}.
 */
public final class Locks {
  public static final String LOCK_TYPE = "kessel/lock";
  public static final String VERSION_TYPE = "kessel/lockversion";
  public static final String RELATION = "t_version";

  private Locks() {}

  public static RelationTuple tuple(FenceToken fence) {
    return new RelationTuple(
        ObjectReference.of("kessel", "lock", fence.lockId()),
        RELATION,
        SubjectReference.of(ObjectReference.of("kessel", "lockversion", fence.token())));
  }

  static boolean isLock(RelationTuple tuple) {
    return tuple.resource().type().toString().equals(LOCK_TYPE);
  }

  static TupleFilter allTokensOf(String lockId) {
    return new TupleFilter(
        LOCK_TYPE, lockId, RELATION, new TupleFilter.OfSubject(VERSION_TYPE, "", null));
  }
}
