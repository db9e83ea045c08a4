package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.relations.wire.v1.GetLivezRequest;
import dev.rbacconsumer.relations.wire.v1.GetLivezResponse;
import dev.rbacconsumer.relations.wire.v1.GetReadyzRequest;
import dev.rbacconsumer.relations.wire.v1.GetReadyzResponse;
import dev.rbacconsumer.relations.wire.v1.KesselRelationsHealthServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Reports health as the server does: after its first positive answer it never checks again. */
public final class HealthService
    extends KesselRelationsHealthServiceGrpc.KesselRelationsHealthServiceImplBase {
  private final CallScript desk;
  private final BooleanSupplier ready;
  private final AtomicBoolean saidReady = new AtomicBoolean();

  public HealthService(CallScript desk, BooleanSupplier ready) {
    this.desk = desk;
    this.ready = ready;
  }

  @Override
  public void getLivez(GetLivezRequest request, StreamObserver<GetLivezResponse> answers) {
    desk.serve(
        Rpc.GET_LIVEZ,
        answers,
        () -> List.of(GetLivezResponse.newBuilder().setStatus("OK").setCode(200).build()));
  }

  @Override
  public void getReadyz(GetReadyzRequest request, StreamObserver<GetReadyzResponse> answers) {
    desk.serve(Rpc.GET_READYZ, answers, () -> List.of(readiness()));
  }

  private GetReadyzResponse readiness() {
    if (saidReady.get() || ready.getAsBoolean()) {
      saidReady.set(true);
      return GetReadyzResponse.newBuilder().setStatus("OK").setCode(200).build();
    }
    return GetReadyzResponse.newBuilder().setStatus("Unavailable").setCode(503).build();
  }
}
