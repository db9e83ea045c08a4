package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;

/** Reads the tuples of one resource as they are now, in the words of each dialect. */
final class RemoteReads implements AutoCloseable {
  private final RelationsDialect dialect;
  private final ManagedChannel connection;
  private final Channel channel;

  /**
   * Reads of one server.
   *
   * @param token bearer token; empty where the server wants none
   */
  RemoteReads(String target, RelationsDialect dialect, String token) {
    this.dialect = dialect;
    this.connection = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    Metadata headers = new Metadata();
    if (!token.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    this.channel =
        ClientInterceptors.intercept(
            connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  List<RelationTuple> of(ObjectReference resource) {
    return switch (dialect) {
      case KESSEL_RELATIONS -> fromRelations(resource);
      case KESSEL_INVENTORY -> fromInventory(resource);
      case SPICEDB -> fromStore(resource);
    };
  }

  private List<RelationTuple> fromRelations(ObjectReference resource) {
    var service = KesselTupleServiceGrpc.newBlockingStub(channel);
    // A write of nothing tells how fresh a read has to be.
    String token =
        service
            .createTuples(CreateTuplesRequest.getDefaultInstance())
            .getConsistencyToken()
            .getToken();
    List<RelationTuple> found = new ArrayList<>();
    service
        .readTuples(request(resource, token))
        .forEachRemaining(it -> found.add(tuple(it.getTuple())));
    return found;
  }

  private List<RelationTuple> fromInventory(ObjectReference resource) {
    var service =
        dev.rbacconsumer.relations.wire.inventory.v1beta2.KesselTupleServiceGrpc.newBlockingStub(
            channel);
    String token =
        service
            .createTuples(
                dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesRequest
                    .getDefaultInstance())
            .getConsistencyToken()
            .getToken();
    List<RelationTuple> found = new ArrayList<>();
    try {
      var answers =
          service.readTuples(
              dev.rbacconsumer.relations.wire.inventory.v1beta2.ReadTuplesRequest.parseFrom(
                  request(resource, token).toByteString()));
      while (answers.hasNext()) {
        found.add(tuple(ReadTuplesResponse.parseFrom(answers.next().toByteString()).getTuple()));
      }
    } catch (InvalidProtocolBufferException other) {
      throw new IllegalStateException("both services read and answer the same bytes", other);
    }
    return found;
  }

  private List<RelationTuple> fromStore(ObjectReference resource) {
    List<RelationTuple> found = new ArrayList<>();
    PermissionsServiceGrpc.newBlockingStub(channel)
        .readRelationships(
            ReadRelationshipsRequest.newBuilder()
                .setConsistency(
                    dev.rbacconsumer.relations.wire.authzed.v1.Consistency.newBuilder()
                        .setFullyConsistent(true))
                .setRelationshipFilter(
                    RelationshipFilter.newBuilder()
                        .setResourceType(resource.type().toString())
                        .setOptionalResourceId(resource.id()))
                .build())
        .forEachRemaining(it -> found.add(SpiceDbClient.tuple(it.getRelationship())));
    return found;
  }

  private static ReadTuplesRequest request(ObjectReference resource, String token) {
    return ReadTuplesRequest.newBuilder()
        .setFilter(
            RelationTupleFilter.newBuilder()
                .setResourceNamespace(resource.type().namespace())
                .setResourceType(resource.type().name())
                .setResourceId(resource.id()))
        .setConsistency(
            Consistency.newBuilder()
                .setAtLeastAsFresh(ConsistencyToken.newBuilder().setToken(token)))
        .build();
  }

  private static RelationTuple tuple(dev.rbacconsumer.relations.wire.v1beta1.Relationship found) {
    return RelationTuple.parse(
        object(found.getResource())
            + "#"
            + found.getRelation()
            + "@"
            + object(found.getSubject().getSubject())
            + set(found.getSubject().getRelation()));
  }

  private static String object(dev.rbacconsumer.relations.wire.v1beta1.ObjectReference object) {
    return object.getType().getNamespace()
        + "/"
        + object.getType().getName()
        + ":"
        + object.getId();
  }

  private static String set(String relation) {
    return relation.isEmpty() ? "" : "#" + relation;
  }

  @Override
  public void close() {
    connection.shutdownNow();
  }
}
