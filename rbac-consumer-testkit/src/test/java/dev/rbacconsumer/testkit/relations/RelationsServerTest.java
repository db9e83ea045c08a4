package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static dev.rbacconsumer.testkit.relations.WireClient.relationship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.wire.v1.GetLivezRequest;
import dev.rbacconsumer.relations.wire.v1.GetReadyzRequest;
import dev.rbacconsumer.relations.wire.v1.KesselRelationsHealthServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks, health, authentication, and the server as a test's tool. */
class RelationsServerTest {
  private static final String ANN = "group:eng#member@principal:ann";
  private static final String ANN_STORED = "rbac/group:eng#t_member@rbac/principal:ann";

  private final RelationsServer server = RelationsServer.builder().start();
  private final WireClient client = new WireClient(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void takingALockGivesATokenLikeAUuidAndReplacesTheOld() {
    String first = acquire("group/0");
    String second = acquire("group/0");

    assertThat(first).hasSize(36).isNotEqualTo(second);
    assertThat(server.store().lockTokens("group/0")).containsExactly(second);
  }

  @Test
  void aLockIdIsRequiredAndMustBeAnIdOfTheStore() {
    Refused empty = refused(() -> acquire(""));
    Refused dotted = refused(() -> acquire("a.group/0"));

    assertThat(empty.text()).startsWith("validation error: lock_id: ");
    assertThat(dotted.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(dotted.text())
        .startsWith("error acquiring lock: error reading existing lock: rpc error: ");
  }

  @Test
  void takingALockWithoutItsTypesNamesTheOneThatIsMissing() {
    server.store().setSchema(StoreSchema.rbac().without("kessel/lock"));

    Refused refused = refused(() -> acquire("group/0"));

    assertThat(refused.summary())
        .isEqualTo("FAILED_PRECONDITION authzed.com ERROR_REASON_UNKNOWN_DEFINITION");
    assertThat(refused.info().getMetadataMap()).containsEntry("definition_name", "kessel/lock");
  }

  @Test
  void onceReadyItIsReadyUntilItsRestart() {
    server.setReady(false);
    int before = readyz(client);
    server.setReady(true);
    int ready = readyz(client);
    server.setReady(false);
    int after = readyz(client);
    server.stop();
    server.start();

    assertThat(before).isEqualTo(503);
    assertThat(ready).isEqualTo(200);
    assertThat(after).isEqualTo(200);
    // The connection of the first client may not have noticed yet that it is closed.
    try (WireClient another = new WireClient(server)) {
      assertThat(readyz(another)).isEqualTo(503);
      assertThat(health(another).getLivez(GetLivezRequest.getDefaultInstance()).getStatus())
          .isEqualTo("OK");
    }
  }

  @Test
  void itComesBackOnItsPortWithEverythingInPlace() {
    int port = server.port();
    client.create(true, relationship(ANN));
    FenceToken fence = server.stealLock("group/0");

    server.stop();
    Refused down = refused(() -> client.create(true, relationship(ANN)));
    server.start();

    assertThat(down.summary()).startsWith("UNAVAILABLE");
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.tupleTexts()).containsExactly(ANN_STORED);
    assertThat(server.store().lockTokens("group/0")).containsExactly(fence.token());
  }

  @Test
  void aCallTakesAFaultOfItsOwnKindFirst() {
    server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "any"));
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Answer(GrpcErrorCode.ABORTED, "own"));

    Refused first = refused(() -> client.create(true, relationship(ANN)));
    Refused second = refused(() -> client.create(true, relationship(ANN)));
    client.create(true, relationship(ANN));

    assertThat(first.text()).isEqualTo("own");
    assertThat(second.text()).isEqualTo("any");
    assertThat(server.calls()).isEqualTo(3);
  }

  @Test
  void faultsThatAreForgottenDoNotHappen() {
    server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "any"));
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());

    server.clearFaults();
    client.create(true, relationship(ANN));

    assertThat(server.tupleTexts()).containsExactly(ANN_STORED);
  }

  @Test
  void anEffectCanComeBeforeItsError() {
    server.next(1, new ServerFault.EffectThen(GrpcErrorCode.UNAVAILABLE, "lost on the way back"));

    Refused refused = refused(() -> client.create(true, relationship(ANN)));

    assertThat(refused.summary()).startsWith("UNAVAILABLE");
    assertThat(server.tupleTexts()).containsExactly(ANN_STORED);
  }

  @Test
  void aWriteThatIsHeldLandsLateEvenIfItsClientHasGone() throws Exception {
    server.next(1, new ServerFault.Hang());
    Background<String> call =
        Background.run(
            () -> {
              client.create(true, relationship(ANN));
              return "answered";
            });
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, Duration.ofSeconds(30))).isTrue();
    call.interrupt();
    assertThat(server.awaitCancelled(1, Duration.ofSeconds(30))).isTrue();
    assertThat(server.tuples()).isEmpty();

    assertThat(server.release()).isEqualTo(1);

    assertThat(server.tupleTexts()).containsExactly(ANN_STORED);
  }

  @Test
  void latencyAndDelayAreTakenBeforeTheAnswer() {
    server.setLatency(Duration.ofMillis(30));
    server.next(1, new ServerFault.Delay(Duration.ofMillis(30)));
    long start = System.nanoTime();

    client.create(true, relationship(ANN));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(60));
    assertThat(server.tupleTexts()).containsExactly(ANN_STORED);
  }

  @Test
  void waitingForCallsThatDoNotComeEnds() throws Exception {
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void withAuthenticationOnAnInvalidRequestIsRefusedForItFirst() {
    try (RelationsServer guarded = RelationsServer.builder().bearerToken("jwt").start();
        WireClient anonymous = new WireClient(guarded)) {
      Refused invalid =
          refused(() -> anonymous.create(true, relationship("group:#member@principal:ann")));
      Refused missing = refused(() -> anonymous.create(true, relationship(ANN)));
      Refused wrong = refused(() -> acquireAs(anonymous, "Bearer other"));

      assertThat(invalid.summary()).isEqualTo("INVALID_ARGUMENT  VALIDATOR");
      assertThat(missing.summary()).isEqualTo("UNAUTHENTICATED  UNAUTHORIZED");
      assertThat(missing.text()).isEqualTo("JWT token is missing");
      assertThat(wrong.text()).isEqualTo("Token is invalid");
      assertThat(acquireAs(anonymous, "bEaReR jwt")).hasSize(36);
    }
  }

  @Test
  void theProgramTakesOnlyItsOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelationsServerMain.main(new String[] {"--prot", "1"}))
        .withMessageContaining("--prot");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelationsServerMain.main(new String[] {"--port"}));
  }

  private static String acquireAs(WireClient client, String authorization) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    KesselTupleServiceGrpc.KesselTupleServiceBlockingStub stub =
        client.tuples().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    return stub.acquireLock(AcquireLockRequest.newBuilder().setLockId("group/0").build())
        .getLockToken();
  }

  private String acquire(String lockId) {
    return client
        .tuples()
        .acquireLock(AcquireLockRequest.newBuilder().setLockId(lockId).build())
        .getLockToken();
  }

  private static int readyz(WireClient asking) {
    return health(asking).getReadyz(GetReadyzRequest.getDefaultInstance()).getCode();
  }

  private static KesselRelationsHealthServiceGrpc.KesselRelationsHealthServiceBlockingStub health(
      WireClient asking) {
    return KesselRelationsHealthServiceGrpc.newBlockingStub(asking.channel()).withWaitForReady();
  }
}
