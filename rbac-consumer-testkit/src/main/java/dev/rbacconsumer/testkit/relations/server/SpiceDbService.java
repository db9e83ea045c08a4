package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.testkit.relations.protocol.RequestRules;
import dev.rbacconsumer.testkit.relations.protocol.ValidatingStore;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;

/**
 * The store's own service, without Kessel in front: no prefix is added, and no error is wrapped.
 */
public final class SpiceDbService extends PermissionsServiceGrpc.PermissionsServiceImplBase {
  private final ValidatingStore store;
  private final CallScript desk;
  private final BearerCheck bearer;

  public SpiceDbService(ValidatingStore store, CallScript desk, BearerCheck bearer) {
    this.store = store;
    this.desk = desk;
    this.bearer = bearer;
  }

  /** Returns the service, with the call that the consumer's part of the interface leaves out. */
  public ServerServiceDefinition definition() {
    ServerServiceDefinition.Builder all =
        ServerServiceDefinition.builder(PermissionsServiceGrpc.SERVICE_NAME);
    bindService().getMethods().forEach(all::addMethod);
    return all.addMethod(
            SpiceDbClient.DELETE_RELATIONSHIPS,
            ServerCalls.asyncUnaryCall(this::deleteRelationships))
        .build();
  }

  @Override
  public void writeRelationships(
      WriteRelationshipsRequest request, StreamObserver<WriteRelationshipsResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serveWrite(
        Rpc.WRITE_RELATIONSHIPS,
        request.getUpdatesCount(),
        answers,
        () -> {
          RequestRules.requireSize(request);
          SpiceDbKey.require(caller);
          return List.of(
              WriteRelationshipsResponse.newBuilder()
                  .setWrittenAt(message(store.write(request)))
                  .build());
        });
  }

  private void deleteRelationships(
      DeleteRelationshipsRequest request, StreamObserver<DeleteRelationshipsResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serveWrite(
        Rpc.DELETE_RELATIONSHIPS,
        1,
        answers,
        () -> {
          RequestRules.requireSize(request);
          SpiceDbKey.require(caller);
          return List.of(
              DeleteRelationshipsResponse.newBuilder()
                  .setDeletedAt(message(store.delete(request)))
                  .build());
        });
  }

  @Override
  public void readRelationships(
      ReadRelationshipsRequest request, StreamObserver<ReadRelationshipsResponse> answers) {
    BearerCheck.Caller caller = bearer.caller();
    desk.serve(
        Rpc.READ_RELATIONSHIPS,
        answers,
        () -> {
          RequestRules.requireSize(request);
          SpiceDbKey.require(caller);
          return store.read(request);
        });
  }

  private static ZedToken message(dev.rbacconsumer.core.outcome.ConsistencyToken token) {
    return ZedToken.newBuilder().setToken(token.value()).build();
  }
}
