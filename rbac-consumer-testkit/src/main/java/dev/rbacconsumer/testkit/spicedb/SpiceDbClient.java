package dev.rbacconsumer.testkit.spicedb;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsResponse;
import dev.rbacconsumer.testkit.spicedb.wire.SchemaServiceGrpc;
import dev.rbacconsumer.testkit.spicedb.wire.WatchRequest;
import dev.rbacconsumer.testkit.spicedb.wire.WatchResponse;
import dev.rbacconsumer.testkit.spicedb.wire.WatchServiceGrpc;
import dev.rbacconsumer.testkit.spicedb.wire.WriteSchemaRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Client of SpiceDB's own interface, for calls of tests that the consumer does not make. Every
 * method blocks, for 60 seconds at most unless documented otherwise, and throws {@link
 * io.grpc.StatusRuntimeException} if the server refuses or is not reachable.
 */
public final class SpiceDbClient implements AutoCloseable {
  private static final int DEADLINE_SECONDS = 60;

  /** Method that deletes by filter. */
  public static final MethodDescriptor<DeleteRelationshipsRequest, DeleteRelationshipsResponse>
      DELETE_RELATIONSHIPS =
          MethodDescriptor.<DeleteRelationshipsRequest, DeleteRelationshipsResponse>newBuilder(
                  ProtoUtils.marshaller(DeleteRelationshipsRequest.getDefaultInstance()),
                  ProtoUtils.marshaller(DeleteRelationshipsResponse.getDefaultInstance()))
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(
                  MethodDescriptor.generateFullMethodName(
                      PermissionsServiceGrpc.SERVICE_NAME, "DeleteRelationships"))
              .build();

  private final ManagedChannel connection;
  private final Channel channel;

  /**
   * Creates a client of one server, without TLS.
   *
   * @param target host and port
   * @param key pre-shared key of the server
   */
  public SpiceDbClient(String target, String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    connection =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .maxInboundMetadataSize(1 << 20)
            .build();
    channel =
        ClientInterceptors.intercept(
            connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Returns a channel whose calls carry the key. */
  public Channel channel() {
    return channel;
  }

  /**
   * Replaces the schema. SpiceDB refuses to drop a definition or relation that tuples still use.
   *
   * @param source schema in SpiceDB's schema language
   */
  public void writeSchema(String source) {
    var unused =
        SchemaServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .writeSchema(WriteSchemaRequest.newBuilder().setSchema(source).build());
  }

  /** Writes no tuple, and returns a token of the newest state. */
  public ZedToken writeNothing() {
    return permissions()
        .writeRelationships(WriteRelationshipsRequest.getDefaultInstance())
        .getWrittenAt();
  }

  /** Deletes all matching tuples, without a fence. */
  public void delete(DeleteRelationshipsRequest request) {
    var unused =
        ClientCalls.blockingUnaryCall(
            channel,
            DELETE_RELATIONSHIPS,
            CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
            request);
  }

  /** Reads all current tuples of a resource type. */
  public List<RelationTuple> read(String resourceType) {
    return read(RelationshipFilter.newBuilder().setResourceType(resourceType).build());
  }

  /** Reads all matching current tuples. */
  public List<RelationTuple> read(RelationshipFilter filter) {
    ReadRelationshipsRequest request =
        ReadRelationshipsRequest.newBuilder()
            .setConsistency(Consistency.newBuilder().setFullyConsistent(true))
            .setRelationshipFilter(filter)
            .build();
    List<RelationTuple> found = new ArrayList<>();
    permissions()
        .readRelationships(request)
        .forEachRemaining(it -> found.add(tuple(it.getRelationship())));
    return found;
  }

  /**
   * Watches the changes since a state, without a deadline. To end it, close the client.
   *
   * @param since token of the state before the first change
   */
  public Iterator<WatchResponse> watch(ZedToken since) {
    return WatchServiceGrpc.newBlockingStub(channel)
        .watch(WatchRequest.newBuilder().setOptionalStartCursor(since).build());
  }

  /** Converts a relationship to a tuple. */
  public static RelationTuple tuple(Relationship found) {
    String relation = found.getSubject().getOptionalRelation();
    return RelationTuple.parse(
        found.getResource().getObjectType()
            + ":"
            + found.getResource().getObjectId()
            + "#"
            + found.getRelation()
            + "@"
            + found.getSubject().getObject().getObjectType()
            + ":"
            + found.getSubject().getObject().getObjectId()
            + (relation.isEmpty() ? "" : "#" + relation));
  }

  private PermissionsServiceGrpc.PermissionsServiceBlockingStub permissions() {
    return PermissionsServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    connection.shutdownNow();
  }
}
