package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A client without manners: sends whatever it is given, as a test of the server needs. */
public final class WireClient implements TupleCalls, AutoCloseable {
  private final ManagedChannel channel;

  public WireClient(RelationsServer server) {
    this.channel =
        NettyChannelBuilder.forTarget(server.target())
            .usePlaintext()
            .maxInboundMetadataSize(1 << 20)
            .build();
  }

  KesselTupleServiceGrpc.KesselTupleServiceBlockingStub tuples() {
    return KesselTupleServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  public Channel channel() {
    return channel;
  }

  @Override
  public void create(boolean upsert, Relationship... tuples) {
    CreateTuplesRequest request =
        CreateTuplesRequest.newBuilder().setUpsert(upsert).addAllTuples(List.of(tuples)).build();
    var unused = tuples().createTuples(request);
  }

  @Override
  public void createUnder(FencingCheck fence, Relationship... tuples) {
    CreateTuplesRequest request =
        CreateTuplesRequest.newBuilder()
            .setUpsert(true)
            .addAllTuples(List.of(tuples))
            .setFencingCheck(fence)
            .build();
    var unused = tuples().createTuples(request);
  }

  @Override
  public void delete(RelationTupleFilter.Builder filter) {
    var unused = tuples().deleteTuples(DeleteTuplesRequest.newBuilder().setFilter(filter).build());
  }

  @Override
  public void readAfter(String cursor, RelationTupleFilter.Builder filter) {
    tuples()
        .readTuples(
            ReadTuplesRequest.newBuilder()
                .setFilter(filter)
                .setPagination(
                    RequestPagination.newBuilder().setLimit(1).setContinuationToken(cursor))
                .build())
        .forEachRemaining(tuple -> {});
  }

  /** From {@code type:id#relation@type:id#relation}, all types of the namespace {@code rbac}. */
  public static Relationship relationship(String text) {
    String[] ends = text.split("@", 2);
    String[] resource = ends[0].split("#", 2);
    String[] subject = ends[1].split("#", 2);
    SubjectReference.Builder reference =
        SubjectReference.newBuilder().setSubject(object(subject[0]));
    if (subject.length > 1) {
      reference.setRelation(subject[1]);
    }
    return Relationship.newBuilder()
        .setResource(object(resource[0]))
        .setRelation(resource[1])
        .setSubject(reference)
        .build();
  }

  public static SubjectFilter.Builder subject(String type, String id) {
    return SubjectFilter.newBuilder()
        .setSubjectNamespace("rbac")
        .setSubjectType(type)
        .setSubjectId(id);
  }

  public static RelationTupleFilter.Builder resource(String type) {
    return RelationTupleFilter.newBuilder().setResourceNamespace("rbac").setResourceType(type);
  }

  public static FencingCheck fence(String lockId, String token) {
    return FencingCheck.newBuilder().setLockId(lockId).setLockToken(token).build();
  }

  private static ObjectReference object(String text) {
    String[] parts = text.split(":", 2);
    return ObjectReference.newBuilder()
        .setType(ObjectType.newBuilder().setNamespace("rbac").setName(parts[0]))
        .setId(parts[1])
        .build();
  }

  /** Calls, wants a refusal, and gives it in one line: code, domain, reason. */
  public static Refused refused(ThrowingCallable call) {
    StatusRuntimeException thrown =
        Assertions.catchThrowableOfType(StatusRuntimeException.class, call);
    Assertions.assertThat(thrown).as("a refusal").isNotNull();
    ErrorInfo info = ErrorInfo.getDefaultInstance();
    for (Any detail : StatusProto.fromThrowable(thrown).getDetailsList()) {
      try {
        info = detail.is(ErrorInfo.class) ? detail.unpack(ErrorInfo.class) : info;
      } catch (InvalidProtocolBufferException broken) {
        throw new AssertionError(broken);
      }
    }
    return new Refused(
        thrown.getStatus().getCode() + " " + info.getDomain() + " " + info.getReason(),
        "" + thrown.getStatus().getDescription(),
        info,
        thrown);
  }

  /** A refusal as it came. */
  public record Refused(
      String summary, String text, ErrorInfo info, StatusRuntimeException thrown) {}

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
