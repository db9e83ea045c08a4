package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that gives one answer, bit by bit, to the first write, and accepts all others. */
final class Replayer implements AutoCloseable {
  private final Server server;

  private Replayer(Server server) {
    this.server = server;
  }

  static Replayer of(StatusRuntimeException answer) {
    try {
      return new Replayer(
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Service(answer))
              .build()
              .start());
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Service extends KesselTupleServiceGrpc.KesselTupleServiceImplBase {
    private final StatusRuntimeException answer;
    private boolean given;

    Service(StatusRuntimeException answer) {
      this.answer = answer;
    }

    @Override
    public synchronized void createTuples(
        CreateTuplesRequest request, StreamObserver<CreateTuplesResponse> answers) {
      if (given) {
        answers.onNext(CreateTuplesResponse.getDefaultInstance());
        answers.onCompleted();
      } else {
        given = true;
        answers.onError(answer);
      }
    }
  }
}
