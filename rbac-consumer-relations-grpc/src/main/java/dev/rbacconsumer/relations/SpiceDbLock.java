package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.StoreMark;
import dev.rbacconsumer.core.tuple.RelationTuple;
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
 * Taking a lock of SpiceDB without Kessel, on the tuple that Kessel takes it on, so that consumers
 * of all dialects exclude each other. Where Kessel takes a lock that nobody holds without any
 * condition, here nobody must hold it: of two that take it first at once, one is refused.
 *
 * @param token the new one
 * @param updates that put it in the place of all that were found
 * @param conditions under which they may: what was found is all still there
 */
record SpiceDbLock(String token, List<RelationshipUpdate> updates, List<Precondition> conditions) {
  /** There is one token, or two after a race. More than these are left for later attempts. */
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

  /** The fence: fails a write unless this token is in force. */
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

  /** Who holds the lock now, as far as taking it is concerned. */
  static ReadRelationshipsRequest holders(String lockId) {
    return ReadRelationshipsRequest.newBuilder()
        .setConsistency(Consistency.newBuilder().setFullyConsistent(true))
        .setRelationshipFilter(filter(lockId))
        .setOptionalLimit(MOST_HOLDERS)
        .build();
  }

  /** Every token in force of a lock, or every mark beside it. */
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
