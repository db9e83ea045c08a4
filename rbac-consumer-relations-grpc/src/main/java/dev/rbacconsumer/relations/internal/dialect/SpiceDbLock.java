package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Write that takes a lock in SpiceDB without Kessel, on the same tuple as Kessel, so that consumers
 * of all dialects exclude each other. Kessel takes a free lock without any condition. Here the
 * condition is that it is free: if two consumers take a free lock at the same time, one of them is
 * refused.
 *
 * @param token the new token
 * @param updates updates that replace all tokens that were found by the new one
 * @param conditions conditions of the write: all tokens that were found still exist
 */
record SpiceDbLock(String token, List<RelationshipUpdate> updates, List<Precondition> conditions) {
  /**
   * Most tokens replaced at once. There is one token, or two after a race; any beyond this are left
   * for later attempts.
   */
  private static final int MOST_HOLDERS = 100;

  static SpiceDbLock after(String lockId, List<String> held) {
    String token = UUID.randomUUID().toString();
    List<RelationshipUpdate> updates = new ArrayList<>();
    List<Precondition> conditions = new ArrayList<>();
    for (String old : held) {
      updates.add(removal(lockId, old));
      conditions.add(inForce(lockId, old));
    }
    updates.add(update(Operation.OPERATION_CREATE, lockId, token));
    if (held.isEmpty()) {
      updates.add(addition(StoreMark.idBeside(lockId), StoreMark.WITHOUT_MEMORY.text()));
      conditions.add(
          Precondition.newBuilder()
              .setOperation(Precondition.Operation.OPERATION_MUST_NOT_MATCH)
              .setFilter(filter(lockId))
              .build());
    }
    return new SpiceDbLock(token, List.copyOf(updates), List.copyOf(conditions));
  }

  static RelationshipUpdate addition(String id, String subject) {
    return update(Operation.OPERATION_TOUCH, id, subject);
  }

  static RelationshipUpdate removal(String id, String subject) {
    return update(Operation.OPERATION_DELETE, id, subject);
  }

  /** Returns the fence: the precondition fails a write unless this token is in force. */
  static Precondition inForce(String lockId, String token) {
    RelationTuple lock = LockTuple.of(lockId, token);
    SubjectFilter subject =
        SubjectFilter.newBuilder()
            .setSubjectType(lock.subject().object().type().toString())
            .setOptionalSubjectId(token)
            .build();
    return Precondition.newBuilder()
        .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
        .setFilter(filter(lockId).toBuilder().setOptionalSubjectFilter(subject))
        .build();
  }

  /**
   * Returns the request for the current holders of the lock, as many as an acquisition replaces.
   */
  static ReadRelationshipsRequest holders(String lockId) {
    return ReadRelationshipsRequest.newBuilder()
        .setConsistency(Consistency.newBuilder().setFullyConsistent(true))
        .setRelationshipFilter(filter(lockId))
        .setOptionalLimit(MOST_HOLDERS)
        .build();
  }

  /** Returns the request for every token of a lock that is in force, or every mark beside it. */
  static ReadRelationshipsRequest subjects(String id, String atLeastAsFresh) {
    Consistency.Builder consistency =
        atLeastAsFresh.isEmpty()
            ? Consistency.newBuilder().setFullyConsistent(true)
            : Consistency.newBuilder()
                .setAtLeastAsFresh(ZedToken.newBuilder().setToken(atLeastAsFresh));
    return ReadRelationshipsRequest.newBuilder()
        .setConsistency(consistency)
        .setRelationshipFilter(filter(id))
        .setOptionalLimit(Dialect.MOST_TOKENS)
        .build();
  }

  private static RelationshipFilter filter(String lockId) {
    RelationTuple lock = LockTuple.of(lockId, "any");
    return RelationshipFilter.newBuilder()
        .setResourceType(lock.resource().type().toString())
        .setOptionalResourceId(lockId)
        .setOptionalRelation(lock.relation())
        .build();
  }

  private static RelationshipUpdate update(Operation operation, String lockId, String token) {
    return SpiceDbDialect.update(
        operation, SpiceDbDialect.relationship(LockTuple.of(lockId, token), StoreNames.KESSEL));
  }
}
