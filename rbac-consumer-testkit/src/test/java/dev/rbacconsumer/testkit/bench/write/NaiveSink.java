package dev.rbacconsumer.testkit.bench.write;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pattern that writers begin with: a channel for every call, and one delete after the other.
 */
final class NaiveSink implements RelationSink {
  private final String target;

  NaiveSink(String target) {
    this.target = target;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    FencingCheck check =
        FencingCheck.newBuilder().setLockId(fence.lockId()).setLockToken(fence.token()).build();
    for (RelationTuple tuple : change.removals()) {
      DeleteTuplesRequest request =
          DeleteTuplesRequest.newBuilder().setFilter(filter(tuple)).setFencingCheck(check).build();
      call(stub -> stub.deleteTuples(request));
    }
    if (!change.additions().isEmpty()) {
      CreateTuplesRequest.Builder request =
          CreateTuplesRequest.newBuilder().setUpsert(true).setFencingCheck(check);
      change.additions().forEach(tuple -> request.addTuples(relationship(tuple)));
      call(stub -> stub.createTuples(request.build()));
    }
    return new Outcome.Applied(Optional.empty());
  }

  private void call(Consumer<KesselTupleServiceGrpc.KesselTupleServiceBlockingStub> call) {
    ManagedChannel channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    try {
      call.accept(KesselTupleServiceGrpc.newBlockingStub(channel));
    } finally {
      channel.shutdownNow();
    }
  }

  private static RelationTupleFilter filter(RelationTuple tuple) {
    ObjectReference resource = tuple.resource();
    ObjectReference subject = tuple.subject().object();
    return RelationTupleFilter.newBuilder()
        .setResourceNamespace(resource.type().namespace())
        .setResourceType(resource.type().name())
        .setResourceId(resource.id())
        .setRelation(tuple.relation())
        .setSubjectFilter(
            SubjectFilter.newBuilder()
                .setSubjectNamespace(subject.type().namespace())
                .setSubjectType(subject.type().name())
                .setSubjectId(subject.id())
                .setRelation(tuple.subject().relation()))
        .build();
  }

  private static Relationship relationship(RelationTuple tuple) {
    return Relationship.newBuilder()
        .setResource(object(tuple.resource()))
        .setRelation(tuple.relation())
        .setSubject(SubjectReference.newBuilder().setSubject(object(tuple.subject().object())))
        .build();
  }

  private static dev.rbacconsumer.relations.wire.v1beta1.ObjectReference object(
      ObjectReference object) {
    return dev.rbacconsumer.relations.wire.v1beta1.ObjectReference.newBuilder()
        .setType(
            ObjectType.newBuilder()
                .setNamespace(object.type().namespace())
                .setName(object.type().name()))
        .setId(object.id())
        .build();
  }
}
