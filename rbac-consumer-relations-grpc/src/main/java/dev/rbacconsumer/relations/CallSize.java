package dev.rbacconsumer.relations;

import com.google.protobuf.MessageLite;
import dev.rbacconsumer.relations.CallObserver.Operation;
import dev.rbacconsumer.relations.internal.dialect.LockTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import io.grpc.MethodDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Purpose and size of a request. Pure. */
record CallSize(Operation operation, int tuples, int bytes) {
  private static final String LOCK_TYPE = LockTuple.NAMESPACE + "/" + LockTuple.TYPE;

  static CallSize of(MethodDescriptor<?, ?> method, Object request) {
    int bytes = request instanceof MessageLite message ? message.getSerializedSize() : 0;
    if (request instanceof CreateTuplesRequest create) {
      return of(operation(create), create.getTuplesCount(), bytes);
    } else if (request instanceof DeleteTuplesRequest delete) {
      // Each filter matches exactly one tuple.
      return of(operation(delete), 1, bytes);
    } else if (request instanceof WriteRelationshipsRequest write) {
      return of(operation(write), write.getUpdatesCount(), bytes);
    }
    return new CallSize(operation(method.getBareMethodName()), 0, bytes);
  }

  /** Counts no tuples for locks and marks: they do not belong to a change. */
  private static CallSize of(Operation operation, int tuples, int bytes) {
    return new CallSize(operation, operation == Operation.LOCK ? 0 : tuples, bytes);
  }

  private static Operation operation(CreateTuplesRequest create) {
    if (create.getTuplesCount() == 0) {
      return Operation.PROBE;
    }
    boolean locks =
        create.getTuplesList().stream()
            .map(tuple -> tuple.getResource().getType())
            .allMatch(type -> isLockType(type.getNamespace() + "/" + type.getName()));
    return locks ? Operation.LOCK : Operation.ADD;
  }

  private static Operation operation(DeleteTuplesRequest delete) {
    RelationTupleFilter filter = delete.getFilter();
    return isLockType(filter.getResourceNamespace() + "/" + filter.getResourceType())
        ? Operation.LOCK
        : Operation.DELETE;
  }

  private static Operation operation(WriteRelationshipsRequest write) {
    List<RelationshipUpdate> updates = write.getUpdatesList();
    long removed =
        updates.stream()
            .filter(it -> it.getOperation() == RelationshipUpdate.Operation.OPERATION_DELETE)
            .count();
    if (updates.isEmpty()) {
      return Operation.PROBE;
    } else if (updates.stream().allMatch(CallSize::isAboutLock)) {
      return Operation.LOCK;
    } else if (removed == 0) {
      return Operation.ADD;
    }
    return removed == updates.size() ? Operation.DELETE : Operation.WRITE;
  }

  private static boolean isAboutLock(RelationshipUpdate update) {
    return isLockType(update.getRelationship().getResource().getObjectType());
  }

  private static boolean isLockType(String type) {
    return type.equals(LOCK_TYPE);
  }

  private static Operation operation(@Nullable String method) {
    return switch (method == null ? "" : method) {
      case "CreateTuples" -> Operation.ADD;
      case "DeleteTuples" -> Operation.DELETE;
      case "WriteRelationships" -> Operation.WRITE;
      case "ReadTuples", "ReadRelationships" -> Operation.READ;
      case "AcquireLock" -> Operation.LOCK;
      default -> Operation.OTHER;
    };
  }
}
