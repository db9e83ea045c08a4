package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Which token a change has if the store gives one for a part of its writes only. */
class SparseTokensTest {
  private static final List<RelationTuple> PAIR = members(0, 2);

  @Test
  void theTokenOfAnEarlierRemovalDoesNotProveTheLastOne() throws Exception {
    assertThat(apply(removing(PAIR), "first", "")).isEqualTo(applied(Optional.empty()));
  }

  @Test
  void theTokenOfARemovalDoesNotProveTheAdditionsBehindIt() throws Exception {
    TupleChange change = TupleChange.net(members(0, 1), members(1, 1));

    assertThat(apply(change, "first", "")).isEqualTo(applied(Optional.empty()));
  }

  @Test
  void theTokenOfAWriteDoesNotProveTheNextOne() throws Exception {
    assertThat(apply(adding(PAIR), "first", "")).isEqualTo(applied(Optional.empty()));
  }

  @Test
  void theTokenOfTheLastWriteProvesThoseBeforeIt() throws Exception {
    Outcome last = applied(Optional.of("last"));

    assertThat(apply(removing(PAIR), "", "last")).isEqualTo(last);
    assertThat(apply(adding(PAIR), "", "last")).isEqualTo(last);
  }

  /** Applies a change in one write for each tuple, which are answered with these tokens. */
  private static Outcome apply(TupleChange change, String... tokens) throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new GivenTokens(List.of(tokens)))
            .build()
            .start();
    try (RelationsChannel channel =
        RelationsChannel.open(
            PatientSettings.of("127.0.0.1:" + server.getPort()).maxTuplesPerWrite(1).build())) {
      return new GrpcRelationSink(channel)
          .apply(change, FenceToken.unfenced("group/0"), PatientSettings.LONG);
    } finally {
      server.shutdownNow().awaitTermination();
    }
  }

  private static Outcome applied(Optional<String> token) {
    return new Outcome.Applied(token.map(dev.rbacconsumer.core.outcome.ConsistencyToken::new));
  }

  /** A service that carries nothing out, and answers each write with the next token. */
  private static final class GivenTokens extends KesselTupleServiceGrpc.KesselTupleServiceImplBase {
    private final Queue<String> tokens;

    GivenTokens(List<String> tokens) {
      this.tokens = new ConcurrentLinkedQueue<>(tokens);
    }

    @Override
    public void createTuples(
        CreateTuplesRequest request, StreamObserver<CreateTuplesResponse> answers) {
      answers.onNext(CreateTuplesResponse.newBuilder().setConsistencyToken(next()).build());
      answers.onCompleted();
    }

    @Override
    public void deleteTuples(
        DeleteTuplesRequest request, StreamObserver<DeleteTuplesResponse> answers) {
      answers.onNext(DeleteTuplesResponse.newBuilder().setConsistencyToken(next()).build());
      answers.onCompleted();
    }

    private ConsistencyToken next() {
      return ConsistencyToken.newBuilder().setToken(tokens.remove()).build();
    }
  }
}
