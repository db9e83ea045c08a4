package dev.rbacconsumer.launcher.bench.e2e.way;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc.KesselTupleServiceBlockingStub;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc.KesselTupleServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the calls of a change that the product makes in its dialect {@code kessel-relations}:
 * removals first, one call each, then the additions, all with a fence. A call that fails ends the
 * process, because a benchmark has no use for the figures of a run with failures. Thread-safe.
 */
final class RelationCalls {
  /** Removals in flight, the product's default ceiling. */
  private static final int MOST_IN_FLIGHT = 64;

  private static final int MOST_TUPLES = 1000;

  private final KesselTupleServiceBlockingStub blocking;
  private final KesselTupleServiceStub async;
  private final FencingCheck fence;

  private RelationCalls(ManagedChannel channel, String lockId) {
    this.blocking = KesselTupleServiceGrpc.newBlockingStub(channel);
    this.async = KesselTupleServiceGrpc.newStub(channel);
    String token =
        blocking
            .acquireLock(AcquireLockRequest.newBuilder().setLockId(lockId).build())
            .getLockToken();
    this.fence = FencingCheck.newBuilder().setLockId(lockId).setLockToken(token).build();
  }

  /** Returns calls as any client makes them: answers are handled by a pool of threads. */
  static RelationCalls pooled(WayPlace place) {
    return new RelationCalls(channel(place).build(), place.group() + "/0");
  }

  /** Returns calls whose answers are handled on the event loop of the connection. */
  static RelationCalls onEventLoop(WayPlace place) {
    return new RelationCalls(channel(place).directExecutor().build(), place.group() + "/0");
  }

  private static NettyChannelBuilder channel(WayPlace place) {
    return NettyChannelBuilder.forTarget(place.store()).usePlaintext();
  }

  /** Makes one call after the other, and returns once the last one is answered. */
  void applyOneByOne(TupleChange change) {
    for (RelationTuple tuple : change.removals()) {
      var unused = blocking.deleteTuples(removal(tuple));
    }
    List<RelationTuple> additions = change.additions();
    for (int from = 0; from < additions.size(); from += MOST_TUPLES) {
      var unused = blocking.createTuples(addition(additions, from));
    }
  }

  /**
   * Makes the removals at the same time, then the additions, and returns at once.
   *
   * @param done runs once the last call is answered, on the thread of its answer
   */
  void apply(TupleChange change, Runnable done) {
    if (change.removals().isEmpty()) {
      add(change.additions(), 0, done);
    } else {
      new Removals(change, done).start();
    }
  }

  private void add(List<RelationTuple> additions, int from, Runnable done) {
    if (from >= additions.size()) {
      done.run();
      return;
    }
    async.createTuples(
        addition(additions, from), whenDone(() -> add(additions, from + MOST_TUPLES, done)));
  }

  private CreateTuplesRequest addition(List<RelationTuple> tuples, int from) {
    CreateTuplesRequest.Builder request =
        CreateTuplesRequest.newBuilder().setUpsert(true).setFencingCheck(fence);
    for (int i = from; i < Math.min(from + MOST_TUPLES, tuples.size()); i++) {
      request.addTuples(WireTuples.relationship(tuples.get(i)));
    }
    return request.build();
  }

  private DeleteTuplesRequest removal(RelationTuple tuple) {
    return DeleteTuplesRequest.newBuilder()
        .setFilter(WireTuples.filter(tuple))
        .setFencingCheck(fence)
        .build();
  }

  private static <R> StreamObserver<R> whenDone(Runnable next) {
    return new StreamObserver<>() {
      @Override
      public void onNext(R answer) {}

      @Override
      public void onError(Throwable failure) {
        fail(failure);
      }

      @Override
      public void onCompleted() {
        try {
          next.run();
        } catch (RuntimeException | Error failure) {
          fail(failure);
        }
      }
    };
  }

  /** Prints the failure, and ends the process. */
  static void fail(Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  /** Removals of one change, some of them in flight. */
  private final class Removals {
    private final TupleChange change;
    private final Runnable done;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    Removals(TupleChange change, Runnable done) {
      this.change = change;
      this.done = done;
    }

    void start() {
      int first = Math.min(MOST_IN_FLIGHT, change.removals().size());
      for (int i = 0; i < first; i++) {
        removeNext();
      }
    }

    private void removeNext() {
      int index = next.getAndIncrement();
      if (index < change.removals().size()) {
        async.deleteTuples(removal(change.removals().get(index)), whenDone(this::end));
      }
    }

    private void end() {
      if (answered.incrementAndGet() == change.removals().size()) {
        add(change.additions(), 0, done);
      } else {
        removeNext();
      }
    }
  }
}
