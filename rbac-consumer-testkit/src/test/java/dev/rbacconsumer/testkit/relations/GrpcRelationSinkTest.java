package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the client plans its calls, and what it makes of answers that are none. */
class GrpcRelationSinkTest {
  private static final Duration LONG = PatientSettings.LONG;
  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");
  private static final RelationTuple ALIEN = tuple("unheard:x1#member@principal:ann");
  private static final ServerFault UNAVAILABLE =
      new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "come back later");

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private final List<RelationsChannel> channels = new ArrayList<>();
  private GrpcRelationSink sink = sink(PatientSettings.of(server.target()));

  @AfterEach
  void close() {
    channels.forEach(RelationsChannel::close);
    server.close();
  }

  @Test
  void theTokenGivenIsThatOfTheLastWrite() throws Exception {
    server.store().touch(members(0, 40), null);

    assertThat(apply(removing(members(0, 40)))).isEqualTo(appliedNow());
    assertThat(apply(adding(members(0, 3)))).isEqualTo(appliedNow());
  }

  @Test
  void removalsAreInFlightTogetherUpToTheBound() throws Exception {
    sink = sink(PatientSettings.of(server.target()).maxConcurrentDeletes(3));
    server.next(Rpc.DELETE_TUPLES, 3, new ServerFault.Hang());

    Background<Outcome> outcome = Background.run(() -> apply(removing(members(0, 20))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 3, LONG)).isTrue();
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 4, Duration.ofMillis(200))).isFalse();
    server.release();

    assertThat(outcome.result()).isInstanceOf(Outcome.Applied.class);
    assertThat(server.mostInFlight(Rpc.DELETE_TUPLES)).isEqualTo(3);
  }

  @Test
  void theLastWriteOfAllGoesAlone() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 2, new ServerFault.Hang());

    Background<Outcome> outcome = Background.run(() -> apply(removing(members(0, 3))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 2, LONG)).isTrue();
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 3, Duration.ofMillis(200))).isFalse();
    server.release();

    assertThat(outcome.result()).isEqualTo(appliedNow());
  }

  @Test
  void removalsOfWhichNoTokenIsWantedWaitForNoOther() throws Exception {
    sink = withoutTokens();
    server.store().touch(members(0, 2), null);
    server.next(Rpc.DELETE_TUPLES, 2, new ServerFault.Hang());

    Background<Outcome> outcome = Background.run(() -> apply(removing(members(0, 2))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 2, LONG)).isTrue();
    server.release();

    assertThat(outcome.result()).isEqualTo(new Outcome.Applied(Optional.empty()));
    assertThat(server.calls()).isEqualTo(2);
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void aTokenThatIsNotWantedIsGivenWhereItIsKnown() throws Exception {
    sink = withoutTokens();
    server.store().touch(members(0, 4), null);

    assertThat(apply(removing(members(0, 1)))).isEqualTo(appliedNow());
    assertThat(apply(TupleChange.net(members(1, 3), List.of(ANN)))).isEqualTo(appliedNow());
  }

  @Test
  void removalsThatGoOneByOneHaveTheTokenOfTheLastOne() throws Exception {
    sink = sink(PatientSettings.of(server.target()).maxConcurrentDeletes(1), () -> false);

    assertThat(apply(removing(members(0, 3)))).isEqualTo(appliedNow());
  }

  @Test
  void whetherTokensAreWantedIsAskedBeforeEachAttempt() throws Exception {
    AtomicBoolean wanted = new AtomicBoolean();
    sink = sink(PatientSettings.of(server.target()), wanted::get);

    Outcome before = apply(removing(members(0, 2)));
    wanted.set(true);
    Outcome after = apply(removing(members(0, 2)));

    assertThat(before).isEqualTo(new Outcome.Applied(Optional.empty()));
    assertThat(after).isEqualTo(appliedNow());
  }

  @Test
  void nothingIsAddedAfterARemovalThatFailed() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 1, UNAVAILABLE);

    Outcome outcome = apply(TupleChange.net(members(0, 3), List.of(ANN)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("unavailable");
              assertThat(later.message()).contains("removing rbac/group:eng#t_member@");
            });
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isZero();
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void removalsInFlightAreAwaitedAfterOneFailed() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Hang());
    server.next(Rpc.DELETE_TUPLES, 1, UNAVAILABLE);

    Background<Outcome> outcome =
        Background.run(() -> apply(TupleChange.net(members(0, 2), List.of(ANN))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 2, LONG)).isTrue();
    assertThat(server.awaitCancelled(1, Duration.ofMillis(200))).isFalse();
    assertThat(outcome.isDone()).isFalse();
    server.release();

    assertThat(outcome.result()).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void oneAttemptIsOneCall() throws Exception {
    server.next(1, UNAVAILABLE);

    Outcome outcome = apply(adding(ANN));

    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    assertThat(server.calls()).isEqualTo(1);
  }

  @Test
  void additionsGoInAsFewWritesAsTheLimitAllows() throws Exception {
    sink = sink(PatientSettings.of(server.target()).maxTuplesPerWrite(10));

    apply(adding(members(0, 25)));

    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(3);
    assertThat(server.tuples()).hasSize(25);
  }

  @Test
  void theStoresLimitIsLearnedOnce() throws Exception {
    server.store().setMaxUpdates(10);

    assertThat(apply(adding(members(0, 25)))).isInstanceOf(Outcome.Applied.class);
    int learning = server.calls(Rpc.CREATE_TUPLES);
    assertThat(apply(adding(members(25, 25)))).isInstanceOf(Outcome.Applied.class);

    assertThat(learning).isEqualTo(4);
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(7);
    assertThat(server.tuples()).hasSize(50);
  }

  @Test
  void aRequestTooLargeForTheServerIsSplitByTheSizeItNames() throws Exception {
    server.next(
        Rpc.CREATE_TUPLES,
        1,
        new ServerFault.Answer(
            GrpcErrorCode.RESOURCE_EXHAUSTED,
            "grpc: received message larger than max (5000 vs. 1000)"));

    Outcome outcome = apply(adding(members(0, 40)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isGreaterThan(3);
    assertThat(server.tuples()).hasSize(40);
  }

  @Test
  void aTransactionTooLargeForTheStoreIsHalved() throws Exception {
    StoreRefusal tooMany =
        new StoreRefusal(
            GrpcErrorCode.ABORTED, "TOO_MANY_UPDATES_IN_REQUEST", Map.of(), "too large");
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Refusal(tooMany));

    Outcome outcome = apply(adding(members(0, 5)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(3);
    assertThat(server.tuples()).hasSize(5);
  }

  @Test
  void anEffectWithoutAnAnswerIsRepeatedWithoutHarm() throws Exception {
    server.next(1, new ServerFault.EffectThen(GrpcErrorCode.UNAVAILABLE, "connection reset"));

    Outcome first = apply(adding(ANN));
    Outcome second = apply(adding(ANN));

    assertThat(first).isInstanceOf(Outcome.RetryLater.class);
    assertThat(second).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).containsExactly(ANN);
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpAtTheDeadlineOfTheCall() throws Exception {
    sink = sink(PatientSettings.of(server.target()).callDeadline(Duration.ofMillis(50)));
    server.next(1, new ServerFault.Hang());

    Outcome outcome = apply(adding(ANN));

    assertThat(reason(outcome)).isEqualTo("deadline_exceeded");
  }

  @Test
  void theTimeoutBoundsTheAttemptWhateverTheDeadlineOfACall() throws Exception {
    server.next(3, new ServerFault.Hang());

    Outcome outcome =
        sink.apply(TupleChange.net(members(0, 3), List.of(ANN)), fence, Duration.ofMillis(50));

    assertThat(reason(outcome)).isEqualTo("deadline_exceeded");
  }

  @Test
  void anInterruptCancelsWhatIsInFlight() throws Exception {
    server.next(4, new ServerFault.Hang());
    Background<Outcome> outcome =
        Background.run(() -> apply(TupleChange.net(members(0, 4), List.of(ANN))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 4, LONG)).isTrue();

    outcome.interrupt();

    assertThatThrownBy(outcome::result).hasCauseInstanceOf(InterruptedException.class);
    assertThat(server.awaitCancelled(4, LONG)).isTrue();
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isZero();
  }

  @Test
  void aServerThatIsDownIsUnavailableAndIsFoundAgain() throws Exception {
    apply(adding(members(0, 1)));
    server.stop();

    Outcome down = apply(adding(ANN));
    server.start();
    Outcome up = untilApplied(adding(ANN));

    assertThat(reason(down)).isEqualTo("unavailable");
    assertThat(up).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).hasSize(2).contains(ANN);
  }

  /** Reconnecting takes a moment of its own, during which calls fail at once. */
  private Outcome untilApplied(TupleChange change) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    Outcome outcome = apply(change);
    while (outcome instanceof Outcome.RetryLater && System.nanoTime() < end) {
      Thread.onSpinWait();
      outcome = apply(change);
    }
    return outcome;
  }

  private Outcome appliedNow() {
    return new Outcome.Applied(Optional.of(server.store().now()));
  }

  private static String reason(Outcome outcome) {
    return outcome.match(
        applied -> "applied",
        Outcome.RetryLater::reason,
        Outcome.Rejected::reason,
        lost -> "fence lost");
  }

  private Outcome apply(TupleChange change) throws InterruptedException {
    return sink.apply(change, fence, LONG);
  }

  private GrpcRelationSink withoutTokens() {
    return sink(PatientSettings.of(server.target()), () -> false);
  }

  private GrpcRelationSink sink(RelationsSettings.Builder settings) {
    return sink(settings, () -> true);
  }

  private GrpcRelationSink sink(RelationsSettings.Builder settings, BooleanSupplier wantsTokens) {
    RelationsChannel channel = RelationsChannel.open(settings.build());
    channels.add(channel);
    return new GrpcRelationSink(channel, wantsTokens);
  }

  @Test
  void theTupleThatTheSchemaRefusesIsNamed() throws Exception {
    List<RelationTuple> mixed = new ArrayList<>(members(0, 3));
    mixed.add(ALIEN);

    Outcome outcome = apply(adding(mixed));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.message()).contains(ALIEN.toString()));
  }
}
