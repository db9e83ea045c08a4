package dev.rbacconsumer.testkit.relations;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.server.StoreCost;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time and conflicts of a server's store, as a client meets them. */
class RelationsServerCostTest {
  private static final long ONE_MOMENT = 0;

  @Test
  void aWriteTakesAtLeastItsCost() throws Exception {
    StoreCost cost = new StoreCost(ofMillis(10), ofMillis(20), ofMillis(5), 0, 0);
    try (RelationsServer server = RelationsServer.builder().cost(cost).start();
        WireClient client = new WireClient(server)) {
      long begin = System.nanoTime();
      client.create(true, tuple(0), tuple(1));

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(ofMillis(40));
      assertThat(server.tupleTexts()).hasSize(2);
    }
  }

  @Test
  void jitterIsAddedToTheLatencyAsItsSeedSays() throws Exception {
    long seed = 3;
    Duration most = Duration.ofMillis(200);
    Duration drawn = Duration.ofNanos(new SplittableRandom(seed).nextLong(most.toNanos() + 1));
    assertThat(drawn).isGreaterThan(ofMillis(40));
    try (RelationsServer server = RelationsServer.builder().start();
        WireClient client = new WireClient(server)) {
      server.setLatency(ofMillis(10), most, seed);
      long begin = System.nanoTime();
      client.create(true, tuple(0));

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(drawn.plusMillis(10));
    }
  }

  @Test
  void interceptorsSeeTheCalls() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    ServerInterceptor interceptor =
        new ServerInterceptor() {
          @Override
          public <Q, R> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            seen.add(call.getMethodDescriptor().getBareMethodName());
            return next.startCall(call, headers);
          }
        };
    try (RelationsServer server = RelationsServer.builder().intercept(interceptor).start();
        WireClient client = new WireClient(server)) {
      client.create(true, tuple(0));

      assertThat(seen).containsExactly("CreateTuples");
      assertThat(server.tupleTexts()).hasSize(1);
    }
  }

  @Test
  void aReadTakesTheCallAlone() throws Exception {
    StoreCost cost = new StoreCost(ofMillis(30), Duration.ofDays(1), Duration.ZERO, 0, 0);
    try (RelationsServer server = RelationsServer.builder().cost(cost).start();
        WireClient client = new WireClient(server)) {
      long begin = System.nanoTime();
      client
          .tuples()
          .readTuples(
              ReadTuplesRequest.newBuilder()
                  .setFilter(RelationTupleFilter.newBuilder().setResourceId("r"))
                  .build())
          .forEachRemaining(it -> {});

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(ofMillis(30));
    }
  }

  @Test
  void writesAreCarriedOutInTheirTurns() throws Exception {
    StoreCost cost = new StoreCost(Duration.ZERO, ofMillis(10), Duration.ZERO, 0, 0);
    List<StoreWrite> seen = new CopyOnWriteArrayList<>();
    try (RelationsServer server = server(cost);
        WireClient client = new WireClient(server)) {
      server.onWrite(seen::add);
      var first = start(client, 0);
      assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, Duration.ofMinutes(1))).isTrue();
      var second = start(client, 1);

      assertThat(answer(first)).isEqualTo("OK");
      assertThat(answer(second)).isEqualTo("OK");
      assertThat(seen)
          .extracting(it -> it.added().iterator().next().subject().object().id())
          .containsExactly("p0", "p1");
    }
  }

  @Test
  void conflictsStayInTheStoreUntilItsRetriesAreExhausted() throws Exception {
    StoreCost cost = new StoreCost(Duration.ZERO, ofMillis(1), Duration.ZERO, 1, 10);
    try (RelationsServer server = server(cost);
        WireClient client = new WireClient(server)) {
      List<String> answers = new ArrayList<>();
      List<ListenableFuture<CreateTuplesResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(start(client, i));
      }
      for (ListenableFuture<CreateTuplesResponse> call : calls) {
        answers.add(answer(call));
      }

      assertThat(answers).filteredOn("OK"::equals).hasSize(11);
      assertThat(answers)
          .filteredOn(it -> !it.equals("OK"))
          .singleElement()
          .asString()
          .startsWith("ABORTED")
          .contains("serialization max retries exceeded");
      assertThat(server.tupleTexts()).hasSize(11);
    }
  }

  @Test
  void aScriptedAnswerWaitsForNoTurn() throws Exception {
    StoreCost cost = new StoreCost(Duration.ZERO, Duration.ofDays(1), Duration.ZERO, 0, 0);
    try (RelationsServer server = server(cost);
        WireClient client = new WireClient(server)) {
      server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "gone"));

      assertThat(answer(start(client, 0))).startsWith("UNAVAILABLE");
    }
  }

  @Test
  void theCostCanChange() throws Exception {
    StoreCost dear = new StoreCost(Duration.ZERO, Duration.ofDays(1), Duration.ZERO, 0, 0);
    try (RelationsServer server = server(dear);
        WireClient client = new WireClient(server)) {
      var stuck =
          KesselTupleServiceGrpc.newFutureStub(client.channel())
              .deleteTuples(
                  DeleteTuplesRequest.newBuilder()
                      .setFilter(RelationTupleFilter.newBuilder().setResourceId("r"))
                      .build());
      assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 1, Duration.ofMinutes(1))).isTrue();

      server.setCost(StoreCost.NONE);

      assertThat(answer(start(client, 0))).isEqualTo("OK");
      assertThat(stuck.isDone()).isFalse();
    }
  }

  /** All calls arrive at the same moment of the store's clock, however slow the machine is. */
  private static RelationsServer server(StoreCost cost) {
    return RelationsServer.builder().cost(cost).nanos(() -> ONE_MOMENT).start();
  }

  private static ListenableFuture<CreateTuplesResponse> start(WireClient client, int member) {
    return KesselTupleServiceGrpc.newFutureStub(client.channel())
        .createTuples(
            CreateTuplesRequest.newBuilder().setUpsert(true).addTuples(tuple(member)).build());
  }

  private static String answer(ListenableFuture<CreateTuplesResponse> call) throws Exception {
    try {
      call.get(1, TimeUnit.MINUTES);
      return "OK";
    } catch (ExecutionException failed) {
      Status status = Status.fromThrowable(failed.getCause());
      return status.getCode() + " " + status.getDescription();
    }
  }

  private static dev.rbacconsumer.relations.wire.v1beta1.Relationship tuple(int member) {
    return WireClient.relationship("group:eng#member@principal:p" + member);
  }
}
