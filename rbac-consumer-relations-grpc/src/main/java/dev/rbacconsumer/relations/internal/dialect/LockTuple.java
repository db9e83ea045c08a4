package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;

/**
 * Tuple of the store that represents a lock, in every dialect: {@code
 * kessel/lock:<id>#t_version@kessel/lockversion:<token>}. The token in force is its subject. A mark
 * beside a lock is such a tuple, too, with another id and with the mark in the place of the token.
 */
public final class LockTuple {
  public static final String NAMESPACE = "kessel";
  public static final String TYPE = "lock";
  static final String RELATION = "version";
  static final String VERSION_TYPE = "lockversion";

  private LockTuple() {}

  static RelationTuple of(String lockId, String token) {
    return new RelationTuple(
        ObjectReference.of(NAMESPACE, TYPE, lockId),
        RELATION,
        SubjectReference.of(ObjectReference.of(NAMESPACE, VERSION_TYPE, token)));
  }
}
