package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockResponse;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.ImportBulkTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ImportBulkTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.testkit.relations.protocol.RequestRules;
import dev.rbacconsumer.testkit.relations.protocol.ValidatingStore;
import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.protocol.WireTuples;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tuple service of the Relations API: validates each request, then calls the store. */
public final class TupleService extends KesselTupleServiceGrpc.KesselTupleServiceImplBase {
  private final ValidatingStore store;
  private final CallScript desk;
  private final BearerCheck bearer;
  private final SchemaFile schemaFile;

  public TupleService(
      ValidatingStore store, CallScript desk, BearerCheck bearer, SchemaFile schemaFile) {
    this.store = store;
    this.desk = desk;
    this.bearer = bearer;
    this.schemaFile = schemaFile;
  }

  @Override
  public void createTuples(
      CreateTuplesRequest request, StreamObserver<CreateTuplesResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serveWrite(
        Rpc.CREATE_TUPLES,
        request.getTuplesCount(),
        answers,
        () -> {
          RequestRules.check(request);
          caller.require();
          schemaFile.requireForRelations();
          var token = store.write(WireTuples.write(request));
          return List.of(
              CreateTuplesResponse.newBuilder().setConsistencyToken(message(token)).build());
        });
  }

  @Override
  public void deleteTuples(
      DeleteTuplesRequest request, StreamObserver<DeleteTuplesResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serveWrite(
        Rpc.DELETE_TUPLES,
        1,
        answers,
        () -> {
          RequestRules.check(request);
          caller.require();
          schemaFile.requireForRelations();
          RelationshipFilter filter =
              WireTuples.filter(request.getFilter(), false, "error deleting tuples: ");
          var token =
              store.delete(
                  WireTuples.delete(filter, request.hasFencingCheck(), request.getFencingCheck()));
          return List.of(
              DeleteTuplesResponse.newBuilder().setConsistencyToken(message(token)).build());
        });
  }

  @Override
  public void readTuples(ReadTuplesRequest request, StreamObserver<ReadTuplesResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serve(
        Rpc.READ_TUPLES,
        answers,
        () -> {
          RequestRules.check(request);
          caller.require();
          schemaFile.requireForRelations();
          RelationshipFilter filter =
              WireTuples.filter(request.getFilter(), true, "error reading tuples: ");
          return store.read(WireTuples.read(request, filter)).stream()
              .map(WireTuples::message)
              .toList();
        });
  }

  @Override
  public StreamObserver<ImportBulkTuplesRequest> importBulkTuples(
      StreamObserver<ImportBulkTuplesResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    ServerCallStreamObserver<ImportBulkTuplesResponse> client = desk.client(answers);
    List<ImportBulkTuplesRequest> received = new ArrayList<>();
    return new StreamObserver<>() {
      @Override
      public void onNext(ImportBulkTuplesRequest request) {
        received.add(request);
      }

      @Override
      public void onError(Throwable gone) {
        // No tuple is stored before the stream is complete.
      }

      @Override
      public void onCompleted() {
        desk.serve(
            Rpc.IMPORT_BULK_TUPLES,
            client,
            () -> {
              caller.require();
              schemaFile.requireForRelations();
              schemaFile.requireForRelations();
              return List.of(imported(received));
            });
      }
    };
  }

  private ImportBulkTuplesResponse imported(List<ImportBulkTuplesRequest> requests) {
    List<Relationship> tuples = new ArrayList<>();
    for (ImportBulkTuplesRequest request : requests) {
      RequestRules.check(request);
      tuples.addAll(WireTuples.relationships(request.getTuplesList()));
    }
    store.importAll(tuples);
    return ImportBulkTuplesResponse.newBuilder().setNumImported(tuples.size()).build();
  }

  @Override
  public void acquireLock(AcquireLockRequest request, StreamObserver<AcquireLockResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serveWrite(
        Rpc.ACQUIRE_LOCK,
        1,
        answers,
        () -> {
          RequestRules.check(request);
          caller.require();
          schemaFile.requireForRelations();
          String lockId = request.getLockId();
          Optional<FenceToken> read = store.readLock(lockId);
          try {
            FenceToken fence = store.replaceLock(lockId, read);
            return List.of(AcquireLockResponse.newBuilder().setLockToken(fence.token()).build());
          } catch (StoreRefusal refusal) {
            throw WireRefusals.store(Rpc.LOCK_WRITE_PREFIX, refusal);
          }
        });
  }

  private static ConsistencyToken message(dev.rbacconsumer.core.outcome.ConsistencyToken token) {
    return ConsistencyToken.newBuilder().setToken(token.value()).build();
  }
}
