package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockResponse;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking locks when something is in the way. */
class GrpcFenceAuthorityTest {
  private static final String LOCK = "group/0";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final RelationsChannel channel =
      RelationsChannel.open(RelationsSettings.forTarget(server.target()).build());

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void aTokenGivenToAnotherInTheSameMomentIsFoundAndMadeVoid() throws Exception {
    raceForTheFirstLock();

    FenceOutcome outcome = acquire();

    FenceToken fence = ((FenceOutcome.Acquired) outcome).token();
    assertThat(server.store().lockTokens(LOCK)).containsExactly(fence.token());
  }

  @Test
  void otherTokensStayWhereTheSettingSaysSo() throws Exception {
    raceForTheFirstLock();
    RelationsSettings settings =
        RelationsSettings.forTarget(server.target()).removeStrayLockTokens(false).build();

    FenceOutcome outcome;
    try (RelationsChannel plain = RelationsChannel.open(settings)) {
      outcome = new GrpcFenceAuthority(plain).acquire(LOCK, LONG);
    }

    assertThat(outcome).isInstanceOf(FenceOutcome.Acquired.class);
    assertThat(server.store().lockTokens(LOCK)).hasSize(2);
    assertThat(server.calls(Rpc.DELETE_TUPLES)).isZero();
  }

  @Test
  void ofTwoThatMakeEachOthersTokenVoidOneWinsAndTheOtherGetsARefusal() throws Exception {
    AtomicReference<FenceToken> other = raceForTheFirstLock();
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Hang());
    Background<FenceOutcome> outcome = Background.run(this::acquire);
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 1, LONG)).isTrue();

    server.store().retainLock(other.get());
    server.release();

    assertThat(reason(outcome.result())).isEqualTo("lock_contended");
    assertThat(server.store().lockTokens(LOCK)).containsExactly(other.get().token());
  }

  @Test
  void aLockTakenFromUsBeforeWeHaveLookedIsNotAcquired() throws Exception {
    server.next(Rpc.ACQUIRE_LOCK, 1, new ServerFault.Hang());
    Background<FenceOutcome> outcome = Background.run(this::acquire);
    assertThat(server.awaitCalls(Rpc.ACQUIRE_LOCK, 1, LONG)).isTrue();
    // The calls before are over; this is the check of the new token.
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
    server.release();
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 3, LONG)).isTrue();

    server.stealLock(LOCK);
    server.release();

    assertThat(reason(outcome.result())).isEqualTo("lock_contended");
  }

  @Test
  void losingTheRaceForAHeldLockIsContention() throws Exception {
    FenceToken old = server.stealLock(LOCK);
    server.next(Rpc.ACQUIRE_LOCK, 1, new ServerFault.Refusal(StoreRefusal.fenceLost(old)));

    FenceOutcome outcome = acquire();

    assertThat(reason(outcome)).isEqualTo("lock_contended");
    assertThat(outcome.toString()).doesNotContain(old.token());
  }

  @Test
  void strayTokensThatCannotBeReadLeaveTheLockNotAcquired() throws Exception {
    server.next(
        Rpc.READ_TUPLES, 1, new ServerFault.Answer(GrpcErrorCode.PERMISSION_DENIED, "no reads"));

    FenceOutcome outcome = acquire();

    assertThat(reason(outcome)).isEqualTo("permission_denied");
  }

  @Test
  void aServerThatIsDownIsUnavailable() throws Exception {
    server.stop();

    assertThat(reason(acquire())).isEqualTo("unavailable");
  }

  @Test
  void theTimeoutBoundsTheAttempt() throws Exception {
    server.next(1, new ServerFault.Hang());

    FenceOutcome outcome = new GrpcFenceAuthority(channel).acquire(LOCK, Duration.ofMillis(50));

    assertThat(reason(outcome)).isEqualTo("deadline_exceeded");
  }

  @Test
  void anInterruptCancelsTheCall() throws Exception {
    server.next(Rpc.ACQUIRE_LOCK, 1, new ServerFault.Hang());
    Background<FenceOutcome> outcome = Background.run(this::acquire);
    assertThat(server.awaitCalls(Rpc.ACQUIRE_LOCK, 1, LONG)).isTrue();

    outcome.interrupt();

    assertThatThrownBy(outcome::result).hasCauseInstanceOf(InterruptedException.class);
    assertThat(server.awaitCancelled(1, LONG)).isTrue();
  }

  @Test
  void anEmptyTokenIsNoFence() throws Exception {
    FenceOutcome outcome =
        acquireFrom(
            new KesselTupleServiceGrpc.KesselTupleServiceImplBase() {
              @Override
              public void createTuples(
                  CreateTuplesRequest request, StreamObserver<CreateTuplesResponse> answers) {
                answers.onNext(CreateTuplesResponse.getDefaultInstance());
                answers.onCompleted();
              }

              @Override
              public void readTuples(
                  ReadTuplesRequest request, StreamObserver<ReadTuplesResponse> answers) {
                answers.onCompleted();
              }

              @Override
              public void acquireLock(
                  AcquireLockRequest request, StreamObserver<AcquireLockResponse> answers) {
                answers.onNext(AcquireLockResponse.getDefaultInstance());
                answers.onCompleted();
              }
            });

    assertThat(reason(outcome)).isEqualTo("empty_lock_token");
    assertThat(message(outcome)).contains("check that the target is a Kessel Relations API");
  }

  @Test
  void aServerWithoutTheCallSaysWhatToLookAt() throws Exception {
    FenceOutcome outcome = acquireFrom(new KesselTupleServiceGrpc.KesselTupleServiceImplBase() {});

    assertThat(reason(outcome)).isEqualTo("unimplemented");
    assertThat(message(outcome)).contains("check that the target is a Kessel Relations API");
  }

  @Test
  void aSchemaWithoutLocksSaysWhatToLoad() throws Exception {
    server.store().setSchema(StoreSchema.rbac().without("kessel/lock"));

    assertThat(message(acquire())).contains("kessel/lock", "load one that has both");
  }

  @Test
  void aGroupIdWithADotSaysWhatToChange() throws Exception {
    FenceOutcome outcome = new GrpcFenceAuthority(channel).acquire("a.group/0", LONG);

    assertThat(message(outcome)).contains("choose a consumer group id", "dots");
    assertThat(server.calls()).isZero();
  }

  /** Another consumer has read that nobody holds the lock, and writes right after us. */
  private AtomicReference<FenceToken> raceForTheFirstLock() {
    AtomicReference<FenceToken> other = new AtomicReference<>();
    server.onWrite(
        write -> {
          if (!server.store().lockTokens(LOCK).isEmpty()
              && other.compareAndSet(null, new FenceToken(LOCK, "to be taken"))) {
            other.set(server.store().replaceLock(LOCK, Optional.empty()));
          }
        });
    return other;
  }

  private FenceOutcome acquire() throws InterruptedException {
    return new GrpcFenceAuthority(channel).acquire(LOCK, LONG);
  }

  private static FenceOutcome acquireFrom(KesselTupleServiceGrpc.KesselTupleServiceImplBase service)
      throws Exception {
    Server odd =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service)
            .build()
            .start();
    RelationsSettings settings = RelationsSettings.forTarget("127.0.0.1:" + odd.getPort()).build();
    try (RelationsChannel to = RelationsChannel.open(settings)) {
      return new GrpcFenceAuthority(to).acquire(LOCK, LONG);
    } finally {
      odd.shutdownNow().awaitTermination();
    }
  }

  private static String reason(FenceOutcome outcome) {
    return outcome instanceof FenceOutcome.NotAcquired not ? not.reason() : "acquired";
  }

  private static String message(FenceOutcome outcome) {
    return outcome instanceof FenceOutcome.NotAcquired not ? not.message() : "";
  }
}
