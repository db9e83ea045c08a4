package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.relations.wire.inventory.v1.GetLivezRequest;
import dev.rbacconsumer.relations.wire.inventory.v1.GetLivezResponse;
import dev.rbacconsumer.relations.wire.inventory.v1.GetReadyzRequest;
import dev.rbacconsumer.relations.wire.inventory.v1.GetReadyzResponse;
import dev.rbacconsumer.relations.wire.inventory.v1.KesselInventoryHealthServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Health service of the Inventory API: the same two calls with other names. */
public final class InventoryHealth
    extends KesselInventoryHealthServiceGrpc.KesselInventoryHealthServiceImplBase {
  private final CallScript desk;
  private final BooleanSupplier ready;

  public InventoryHealth(CallScript desk, BooleanSupplier ready) {
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
    desk.serve(
        Rpc.GET_READYZ,
        answers,
        () -> {
          boolean yes = ready.getAsBoolean();
          return List.of(
              GetReadyzResponse.newBuilder()
                  .setStatus(yes ? "OK" : "Unavailable")
                  .setCode(yes ? 200 : 503)
                  .build());
        });
  }
}
