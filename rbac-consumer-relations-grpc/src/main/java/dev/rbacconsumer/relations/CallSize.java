package dev.rbacconsumer.relations;

import com.google.protobuf.MessageLite;
import dev.rbacconsumer.relations.CallObserver.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import io.grpc.MethodDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request is for, and how much is in it. Pure. */
record CallSize(Operation operation, int tuples, int bytes) {
  static CallSize of(MethodDescriptor<?, ?> method, Object request) {
    int bytes = request instanceof MessageLite message ? message.getSerializedSize() : 0;
    if (request instanceof CreateTuplesRequest create) {
      boolean empty = create.getTuplesCount() == 0;
      return new CallSize(empty ? Operation.PROBE : Operation.ADD, create.getTuplesCount(), bytes);
    } else if (request instanceof DeleteTuplesRequest) {
      // One exact filter each.
      return new CallSize(Operation.DELETE, 1, bytes);
    } else if (request instanceof WriteRelationshipsRequest write) {
      return new CallSize(operation(write), write.getUpdatesCount(), bytes);
    }
    return new CallSize(operation(method.getBareMethodName()), 0, bytes);
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
    String type = update.getRelationship().getResource().getObjectType();
    return type.equals(LockTuple.NAMESPACE + "/" + LockTuple.TYPE);
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
