package dev.rbacconsumer.testkit.bench.store;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** A client that removes tuples with a fixed number of calls in flight. */
final class FixedRemovals implements AutoCloseable {
  private final ManagedChannel channel;
  private final FencingCheck fence;

  FixedRemovals(String target, FenceToken fence) {
    this.channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    this.fence =
        FencingCheck.newBuilder().setLockId(fence.lockId()).setLockToken(fence.token()).build();
  }

  /** Removes all tuples, and fails where one removal fails. */
  void remove(List<RelationTuple> tuples, int inFlight) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (RelationTuple tuple : tuples) {
      free.acquire();
      KesselTupleServiceGrpc.newStub(channel)
          .deleteTuples(
              DeleteTuplesRequest.newBuilder()
                  .setFilter(filter(tuple))
                  .setFencingCheck(fence)
                  .build(),
              whenDone(free, failure));
    }
    free.acquire(inFlight);
    if (failure.get() != null) {
      throw new IllegalStateException("a removal failed", failure.get());
    }
  }

  private static StreamObserver<DeleteTuplesResponse> whenDone(
      Semaphore free, AtomicReference<Throwable> failure) {
    return new StreamObserver<>() {
      @Override
      public void onNext(DeleteTuplesResponse answer) {}

      @Override
      public void onError(Throwable failed) {
        failure.set(failed);
        free.release();
      }

      @Override
      public void onCompleted() {
        free.release();
      }
    };
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

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
