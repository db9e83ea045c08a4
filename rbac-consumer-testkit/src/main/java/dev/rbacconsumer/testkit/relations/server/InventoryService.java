package dev.rbacconsumer.testkit.relations.server;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.AcquireLockResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.ConsistencyToken;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.testkit.relations.protocol.PresentFilter;
import dev.rbacconsumer.testkit.relations.protocol.RequestRules;
import dev.rbacconsumer.testkit.relations.protocol.ValidatingStore;
import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.protocol.WireTuples;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tuple service of the Inventory API, with its differences from the Relations API. */
public final class InventoryService extends KesselTupleServiceGrpc.KesselTupleServiceImplBase {
  private static final Consistency FULLY_CONSISTENT =
      Consistency.newBuilder().setFullyConsistent(true).build();

  private final ValidatingStore store;
  private final CallScript desk;
  private final InventoryAuthorizer door;

  public InventoryService(ValidatingStore store, CallScript desk, InventoryAuthorizer door) {
    this.store = store;
    this.desk = desk;
    this.door = door;
  }

  @Override
  public void createTuples(CreateTuplesRequest sent, StreamObserver<CreateTuplesResponse> answers) {
    var request =
        InventoryRequests.older(
            sent, dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest.parser());
    Runnable admission = door.admission();
    desk.serveWrite(
        Rpc.INVENTORY_CREATE_TUPLES,
        sent.getTuplesCount(),
        answers,
        () -> {
          RequestRules.check(request);
          admission.run();
          if (door.dropsEverything()) {
            return List.of(CreateTuplesResponse.getDefaultInstance());
          }
          var trimmed = InventoryRequests.trimmed(request);
          return worded(
              Rpc.CREATE_TUPLES,
              () ->
                  CreateTuplesResponse.newBuilder()
                      .setConsistencyToken(message(store.write(WireTuples.write(trimmed))))
                      .build());
        });
  }

  @Override
  public void deleteTuples(DeleteTuplesRequest sent, StreamObserver<DeleteTuplesResponse> answers) {
    var request =
        InventoryRequests.older(
            sent, dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest.parser());
    Runnable admission = door.admission();
    desk.serveWrite(
        Rpc.INVENTORY_DELETE_TUPLES,
        1,
        answers,
        () -> {
          RequestRules.check(request);
          admission.run();
          if (door.dropsEverything()) {
            return List.of(DeleteTuplesResponse.getDefaultInstance());
          }
          var trimmed = InventoryRequests.trimmed(request);
          return worded(
              Rpc.DELETE_TUPLES,
              () -> {
                var delete =
                    WireTuples.delete(
                        filter(trimmed.getFilter(), false),
                        trimmed.hasFencingCheck(),
                        trimmed.getFencingCheck());
                return DeleteTuplesResponse.newBuilder()
                    .setConsistencyToken(message(store.delete(delete)))
                    .build();
              });
        });
  }

  @Override
  public void readTuples(ReadTuplesRequest sent, StreamObserver<ReadTuplesResponse> answers) {
    var request =
        InventoryRequests.older(
            sent, dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest.parser());
    Runnable admission = door.admission();
    desk.serve(
        Rpc.INVENTORY_READ_TUPLES,
        answers,
        () -> {
          InventoryAuthorizer.check(sent.getConsistency(), request);
          admission.run();
          if (door.dropsEverything()) {
            return List.of();
          }
          ReadRelationshipsRequest read =
              WireTuples.read(request, filter(request.getFilter(), true));
          if (sent.getConsistency().getAtLeastAsAcknowledged()) {
            read = read.toBuilder().setConsistency(FULLY_CONSISTENT).build();
          }
          return store.read(read).stream().map(item -> newer(WireTuples.message(item))).toList();
        });
  }

  @Override
  public void acquireLock(AcquireLockRequest sent, StreamObserver<AcquireLockResponse> answers) {
    var request =
        InventoryRequests.older(
            sent, dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest.parser());
    Runnable admission = door.admission();
    desk.serveWrite(
        Rpc.INVENTORY_ACQUIRE_LOCK,
        1,
        answers,
        () -> {
          RequestRules.check(request);
          admission.run();
          if (door.dropsEverything()) {
            return List.of(AcquireLockResponse.getDefaultInstance());
          }
          String lockId = InventoryRequests.trimmed(request.getLockId());
          FenceToken fence =
              worded(Rpc.ACQUIRE_LOCK, () -> replaced(lockId, store.readLock(lockId))).get(0);
          return List.of(AcquireLockResponse.newBuilder().setLockToken(fence.token()).build());
        });
  }

  private FenceToken replaced(String lockId, Optional<FenceToken> read) {
    try {
      return store.replaceLock(lockId, read);
    } catch (StoreRefusal refusal) {
      throw door.isKessel()
          ? WireRefusals.store(Rpc.LOCK_WRITE_PREFIX, refusal)
          : Rpc.INVENTORY_CREATE_TUPLES.answer(refusal);
    }
  }

  /** Runs a call. With Kessel as the backend, a refusal has Kessel's message. */
  private <T> List<T> worded(Rpc older, Supplier<T> work) {
    try {
      return List.of(work.get());
    } catch (StoreRefusal refusal) {
      if (door.isKessel()) {
        throw older.answer(refusal);
      }
      throw refusal;
    }
  }

  private RelationshipFilter filter(RelationTupleFilter message, boolean reading) {
    String call = reading ? "error reading tuples: " : "error deleting tuples: ";
    return door.isKessel() ? WireTuples.filter(message, reading, call) : PresentFilter.of(message);
  }

  private static ReadTuplesResponse newer(Message older) {
    return InventoryRequests.older(older, ReadTuplesResponse.parser());
  }

  private static ConsistencyToken message(dev.rbacconsumer.core.outcome.ConsistencyToken token) {
    return ConsistencyToken.newBuilder().setToken(token.value()).build();
  }
}
