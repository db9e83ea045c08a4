package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dialect of SpiceDB itself. A removal is an update like an addition, so a change is one
 * transaction, and there is no delete by filter that could match too many tuples.
 */
public record SpiceDbDialect(
    StoreNames names,
    MethodDescriptor<WriteRelationshipsRequest, WriteReceipt> write,
    MethodDescriptor<ReadRelationshipsRequest, String> readSubjectIds)
    implements Dialect<RelationshipUpdate> {

  /** Creates the dialect with these names of tuples. */
  public static SpiceDbDialect of(StoreNames names) {
    return new SpiceDbDialect(
        names,
        StoreCall.reading(
            PermissionsServiceGrpc.getWriteRelationshipsMethod(),
            it -> new WriteReceipt(it.getWrittenAt().getToken())),
        StoreCall.reading(
            PermissionsServiceGrpc.getReadRelationshipsMethod(),
            it -> it.getRelationship().getSubject().getObject().getObjectId()));
  }

  @Override
  public RelationsDialect name() {
    return RelationsDialect.SPICEDB;
  }

  @Override
  public boolean removesInWrites() {
    return true;
  }

  @Override
  public RelationshipUpdate addition(RelationTuple tuple) {
    return update(Operation.OPERATION_TOUCH, relationship(tuple, names));
  }

  @Override
  public RelationshipUpdate removal(RelationTuple tuple) {
    return update(Operation.OPERATION_DELETE, relationship(tuple, names));
  }

  @Override
  public StoreCall<WriteRelationshipsRequest, WriteReceipt> write(
      List<RelationshipUpdate> updates, @Nullable FenceToken fence) {
    List<Precondition> conditions =
        fence == null ? List.of() : List.of(SpiceDbLock.inForce(fence.lockId(), fence.token()));
    return write(updates, conditions);
  }

  private StoreCall<WriteRelationshipsRequest, WriteReceipt> write(
      List<RelationshipUpdate> updates, List<Precondition> conditions) {
    return new StoreCall<>(
        write,
        WriteRelationshipsRequest.newBuilder()
            .addAllUpdates(updates)
            .addAllOptionalPreconditions(conditions)
            .build());
  }

  @Override
  public StoreCall<?, WriteReceipt> remove(RelationTuple tuple, @Nullable FenceToken fence) {
    return write(List.of(removal(tuple)), fence);
  }

  @Override
  public LockAttempt takeLock(CallGroup calls, String lockId) throws InterruptedException {
    CallResult<String> held =
        new StoreCall<>(readSubjectIds, SpiceDbLock.holders(lockId)).make(calls);
    if (held.fault().isPresent()) {
      return LockAttempt.unread(held.fault());
    }
    SpiceDbLock taken = SpiceDbLock.after(lockId, held.messages());
    CallResult<WriteReceipt> answer = write(taken.updates(), taken.conditions()).make(calls);
    return new LockAttempt(Set.copyOf(held.messages()), taken.token(), answer.fault());
  }

  @Override
  public StoreCall<?, String> lockSubjects(String id, String atLeastAsFresh) {
    return new StoreCall<>(readSubjectIds, SpiceDbLock.subjects(id, atLeastAsFresh));
  }

  @Override
  public StoreCall<?, WriteReceipt> addLockSubject(
      String id, String subject, @Nullable FenceToken fence) {
    return write(List.of(SpiceDbLock.addition(id, subject)), fence);
  }

  @Override
  public StoreCall<?, WriteReceipt> removeLockSubject(
      String id, String subject, @Nullable FenceToken fence) {
    return write(List.of(SpiceDbLock.removal(id, subject)), fence);
  }

  static RelationshipUpdate update(Operation operation, Relationship relationship) {
    return RelationshipUpdate.newBuilder()
        .setOperation(operation)
        .setRelationship(relationship)
        .build();
  }

  static Relationship relationship(RelationTuple tuple, StoreNames names) {
    SubjectReference subject = tuple.subject();
    return Relationship.newBuilder()
        .setResource(object(tuple.resource(), names))
        .setRelation(names.relation(tuple))
        .setSubject(
            dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference.newBuilder()
                .setObject(object(subject.object(), names))
                .setOptionalRelation(subject.relation()))
        .build();
  }

  private static ObjectReference object(
      dev.rbacconsumer.core.tuple.ObjectReference object, StoreNames names) {
    return ObjectReference.newBuilder()
        .setObjectType(names.type(object.type()))
        .setObjectId(object.id())
        .build();
  }
}
