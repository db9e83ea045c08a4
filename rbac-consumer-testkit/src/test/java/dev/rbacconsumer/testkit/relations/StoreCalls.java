package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
import dev.rbacconsumer.testkit.relations.protocol.WireTuples;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import java.util.List;

/** Sends to SpiceDB what Kessel would send to it. */
final class StoreCalls implements TupleCalls {
  private final SpiceDbClient client;

  StoreCalls(SpiceDbClient client) {
    this.client = client;
  }

  @Override
  public void create(boolean upsert, Relationship... tuples) {
    write(CreateTuplesRequest.newBuilder().setUpsert(upsert).addAllTuples(List.of(tuples)));
  }

  @Override
  public void createUnder(FencingCheck fence, Relationship... tuples) {
    write(
        CreateTuplesRequest.newBuilder()
            .setUpsert(true)
            .addAllTuples(List.of(tuples))
            .setFencingCheck(fence));
  }

  @Override
  public void delete(RelationTupleFilter.Builder filter) {
    client.delete(
        WireTuples.delete(
            WireTuples.filter(filter.build(), false, ""),
            false,
            FencingCheck.getDefaultInstance()));
  }

  @Override
  public void readAfter(String cursor, RelationTupleFilter.Builder filter) {
    RelationshipFilter sent = WireTuples.filter(filter.build(), true, "");
    ReadTuplesRequest request =
        ReadTuplesRequest.newBuilder()
            .setPagination(RequestPagination.newBuilder().setLimit(1).setContinuationToken(cursor))
            .build();
    service()
        .readRelationships(WireTuples.read(request, sent))
        .forEachRemaining(relationship -> {});
  }

  private void write(CreateTuplesRequest.Builder request) {
    var unused = service().writeRelationships(WireTuples.write(request.build()));
  }

  private PermissionsServiceGrpc.PermissionsServiceBlockingStub service() {
    return PermissionsServiceGrpc.newBlockingStub(client.channel());
  }
}
