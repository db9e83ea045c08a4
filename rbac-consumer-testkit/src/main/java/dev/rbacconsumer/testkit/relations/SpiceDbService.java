package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The store's own service, without Kessel in front: no prefix is added, and no error wrapped. */
final class SpiceDbService extends PermissionsServiceGrpc.PermissionsServiceImplBase {
  private final InMemoryTupleStore store;
  private final CallDesk desk;
  private final BearerCheck bearer;
  private final int hiddenChanges;

  SpiceDbService(InMemoryTupleStore store, CallDesk desk, BearerCheck bearer, int hiddenChanges) {
    this.store = store;
    this.desk = desk;
    this.bearer = bearer;
    this.hiddenChanges = hiddenChanges;
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
          var token =
              store.write(AuthzedTuples.updates(store, request), AuthzedTuples.conditions(request));
          return List.of(
              WriteRelationshipsResponse.newBuilder().setWrittenAt(message(token)).build());
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
          return page(request);
        });
  }

  private List<ReadRelationshipsResponse> page(ReadRelationshipsRequest request) {
    int limit = request.getOptionalLimit();
    if (limit > ReadPages.MOST) {
      throw new StoreRefusal(
          StatusCode.INVALID_ARGUMENT,
          "EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT",
          Map.of("limit_provided", "" + limit, "maximum_limit_allowed", "" + ReadPages.MOST),
          "provided limit " + limit + " is greater than maximum allowed of " + ReadPages.MOST);
    }
    Consistency consistency = request.getConsistency();
    boolean fresh = consistency.hasAtLeastAsFresh() || consistency.getFullyConsistent();
    List<RelationTuple> found =
        store.read(
            AuthzedTuples.filter(request.getRelationshipFilter()), fresh ? 0 : hiddenChanges);
    int from = Math.min(ReadPages.start(request.getOptionalCursor().getToken()), found.size());
    int to = limit == 0 ? found.size() : Math.min(found.size(), from + limit);
    List<ReadRelationshipsResponse> page = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      page.add(
          ReadRelationshipsResponse.newBuilder()
              .setReadAt(message(store.now()))
              .setRelationship(AuthzedTuples.message(found.get(i)))
              .setAfterResultCursor(Cursor.newBuilder().setToken(ReadPages.after(i)))
              .build());
    }
    return page;
  }

  private static ZedToken message(dev.rbacconsumer.core.port.ConsistencyToken token) {
    return ZedToken.newBuilder().setToken(token.value()).build();
  }
}
