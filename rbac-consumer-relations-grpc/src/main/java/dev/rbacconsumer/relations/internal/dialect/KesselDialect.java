package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dialect of Kessel's tuple services, old and new. The bytes of the requests are the same, so they
 * are created in one way; only the method names and the place of the token in an answer differ.
 */
record KesselDialect(
    RelationsDialect name,
    MethodDescriptor<CreateTuplesRequest, WriteReceipt> createTuples,
    MethodDescriptor<DeleteTuplesRequest, WriteReceipt> deleteTuples,
    MethodDescriptor<ReadTuplesRequest, String> readSubjectIds,
    MethodDescriptor<AcquireLockRequest, String> acquireLock)
    implements Dialect<Relationship> {

  static KesselDialect relations() {
    return new KesselDialect(
        RelationsDialect.KESSEL_RELATIONS,
        StoreCall.reading(
            KesselTupleServiceGrpc.getCreateTuplesMethod(),
            it -> new WriteReceipt(it.getConsistencyToken().getToken())),
        StoreCall.reading(
            KesselTupleServiceGrpc.getDeleteTuplesMethod(),
            it -> new WriteReceipt(it.getConsistencyToken().getToken())),
        StoreCall.reading(
            KesselTupleServiceGrpc.getReadTuplesMethod(),
            it -> it.getTuple().getSubject().getSubject().getId()),
        StoreCall.reading(KesselTupleServiceGrpc.getAcquireLockMethod(), it -> it.getLockToken()));
  }

  static KesselDialect inventory() {
    return InventoryMethods.from(relations());
  }

  @Override
  public boolean removesInWrites() {
    return false;
  }

  @Override
  public Relationship addition(RelationTuple tuple) {
    return TupleMessages.relationship(tuple);
  }

  @Override
  public Relationship removal(RelationTuple tuple) {
    throw new UnsupportedOperationException("CreateTuples takes no removals");
  }

  @Override
  public StoreCall<?, WriteReceipt> write(List<Relationship> updates, @Nullable FenceToken fence) {
    CreateTuplesRequest.Builder request =
        CreateTuplesRequest.newBuilder().setUpsert(true).addAllTuples(updates);
    if (fence != null) {
      request.setFencingCheck(TupleMessages.fence(fence));
    }
    return new StoreCall<>(createTuples, request.build());
  }

  @Override
  public StoreCall<?, WriteReceipt> remove(RelationTuple tuple, @Nullable FenceToken fence) {
    DeleteTuplesRequest.Builder request =
        DeleteTuplesRequest.newBuilder().setFilter(TupleMessages.exactFilter(tuple));
    if (fence != null) {
      request.setFencingCheck(TupleMessages.fence(fence));
    }
    return new StoreCall<>(deleteTuples, request.build());
  }

  @Override
  public LockAttempt takeLock(CallGroup calls, String lockId) throws InterruptedException {
    FreshRead held = FreshRead.of(this, calls, lockId, null);
    if (held.fault().isPresent()) {
      return LockAttempt.unread(held.fault());
    }
    if (held.ids().isEmpty()) {
      CallResult<WriteReceipt> marked =
          addLockSubject(StoreMark.idBeside(lockId), StoreMark.WITHOUT_MEMORY.text(), null)
              .make(calls);
      if (marked.fault().isPresent()) {
        return LockAttempt.unread(marked.fault());
      }
    }
    AcquireLockRequest request = AcquireLockRequest.newBuilder().setLockId(lockId).build();
    CallResult<String> answer = calls.call(acquireLock, request);
    String token = answer.messages().isEmpty() ? "" : answer.messages().get(0);
    return new LockAttempt(Set.copyOf(held.ids()), token, answer.fault());
  }

  @Override
  public StoreCall<?, String> lockSubjects(String id, String atLeastAsFresh) {
    ReadTuplesRequest.Builder request =
        ReadTuplesRequest.newBuilder()
            .setFilter(
                RelationTupleFilter.newBuilder()
                    .setResourceNamespace(LockTuple.NAMESPACE)
                    .setResourceType(LockTuple.TYPE)
                    .setResourceId(id)
                    .setRelation(LockTuple.RELATION)
                    // The store returns an error for a type that it does not know.
                    .setSubjectFilter(
                        SubjectFilter.newBuilder()
                            .setSubjectNamespace(LockTuple.NAMESPACE)
                            .setSubjectType(LockTuple.VERSION_TYPE)))
            .setPagination(RequestPagination.newBuilder().setLimit(MOST_TOKENS));
    if (!atLeastAsFresh.isEmpty()) {
      request.setConsistency(
          Consistency.newBuilder()
              .setAtLeastAsFresh(ConsistencyToken.newBuilder().setToken(atLeastAsFresh)));
    }
    return new StoreCall<>(readSubjectIds, request.build());
  }

  @Override
  public StoreCall<?, WriteReceipt> addLockSubject(
      String id, String subject, @Nullable FenceToken fence) {
    return write(List.of(addition(LockTuple.of(id, subject))), fence);
  }

  @Override
  public StoreCall<?, WriteReceipt> removeLockSubject(
      String id, String subject, @Nullable FenceToken fence) {
    return remove(LockTuple.of(id, subject), fence);
  }
}
