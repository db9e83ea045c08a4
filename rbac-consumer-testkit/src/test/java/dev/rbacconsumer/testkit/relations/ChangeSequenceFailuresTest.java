package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Specifies what ends a call of the sink in which changes follow one another. */
class ChangeSequenceFailuresTest {
  private static final Duration LONG = PatientSettings.LONG;
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final ServerFault UNAVAILABLE =
      new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "come back later");

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private final RelationsChannel channel =
      RelationsChannel.open(PatientSettings.of(server.target()).build());
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);
  private final ScriptedChanges changes = new ScriptedChanges(fence, LONG);
  private final AtomicInteger progress = new AtomicInteger();

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void theCallerTakesAFailureOfALaterChangeAndNoChangeFollows() throws Exception {
    changes
        .then(adding(members(1, 1)), adding(members(2, 1)))
        .onNext(applied -> server.next(Rpc.CREATE_TUPLES, 1, UNAVAILABLE));

    Outcome outcome = applyAll(adding(members(0, 1)));

    assertThat(text(outcome)).contains("come back later");
    assertThat(changes.outcomes()).hasSize(1);
    assertThat(server.tuples()).containsExactlyElementsOf(members(0, 1));
  }

  @Test
  void aRemovalOfALaterChangeThatFailsEndsTheSequenceOnceTheOthersAreAnswered() throws Exception {
    server.store().touch(members(0, 3), null);
    changes
        .then(TupleChange.net(members(0, 3), members(8, 1)), adding(members(9, 1)))
        .onNext(applied -> server.next(Rpc.DELETE_TUPLES, 1, UNAVAILABLE));

    Outcome outcome = applyAll(adding(members(7, 1)));

    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    assertThat(changes.outcomes()).hasSize(1);
    assertThat(server.tuples()).contains(members(7, 1).get(0)).doesNotContain(members(8, 1).get(0));
  }

  @Test
  void aFenceLostInTheMiddleIsTheOutcome() throws Exception {
    changes.then(adding(members(1, 1))).onNext(applied -> server.stealLock("group/0"));

    Outcome outcome = applyAll(adding(members(0, 1)));

    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
    assertThat(changes.outcomes()).hasSize(1);
  }

  @Test
  void aRefusedChangeInTheMiddleIsTheOutcome() throws Exception {
    changes.then(adding(tuple("unheard:x1#member@principal:ann")), adding(members(1, 1)));

    Outcome outcome = applyAll(adding(members(0, 1)));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(changes.outcomes()).hasSize(1);
  }

  @Test
  void aServerThatGoesAwayInTheMiddleIsUnavailable() throws Exception {
    changes.then(adding(members(1, 1)), adding(members(2, 1)));
    changes.onNext(applied -> server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang()));
    Background<Outcome> outcome = Background.run(() -> applyAll(adding(members(0, 1))));
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 2, LONG)).isTrue();

    server.stop();

    assertThat(outcome.result()).isInstanceOf(Outcome.RetryLater.class);
    assertThat(changes.outcomes()).hasSize(1);
  }

  @Test
  void aLaterChangeFailsOnceNothingIsAcknowledgedForItsTime() throws Exception {
    ScriptedChanges limited = new ScriptedChanges(fence, Duration.ofMillis(300));
    limited
        .then(adding(members(1, 1)), adding(members(2, 1)))
        .onNext(applied -> server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang()));

    Outcome outcome =
        sink.applyAll(limited.first(changes.attempt(adding(members(0, 1)))), () -> {}, limited);

    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    assertThat(text(outcome)).contains("DEADLINE_EXCEEDED");
    assertThat(limited.outcomes()).hasSize(1);
    assertThat(server.awaitCancelled(1, LONG)).isTrue();
  }

  @Test
  void anInterruptCancelsTheCallsOfALaterChangeAndNoChangeFollows() throws Exception {
    server.store().touch(members(0, 4), null);
    changes
        .then(TupleChange.net(members(0, 4), members(8, 1)), adding(members(9, 1)))
        .onNext(applied -> server.next(Rpc.DELETE_TUPLES, 4, new ServerFault.Hang()));
    Background<Outcome> outcome = Background.run(() -> applyAll(adding(members(7, 1))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 4, LONG)).isTrue();

    outcome.interrupt();

    assertThatThrownBy(outcome::result).hasCauseInstanceOf(InterruptedException.class);
    assertThat(server.awaitCancelled(4, LONG)).isTrue();
    assertThat(changes.outcomes()).hasSize(1);
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(1);
  }

  /** Once the call has ended, nothing is asked of the lane any more, which may have gone on. */
  @Test
  void anInterruptWaitsForTheThreadThatAsksForTheNextChange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    changes
        .then(adding(members(1, 1)), adding(members(2, 1)))
        .onNext(
            applied -> {
              asked.countDown();
              await(answered);
              order.add("next");
            });
    Background<Boolean> call =
        Background.run(
            () -> {
              try {
                var unused = applyAll(adding(members(0, 1)));
                return false;
              } catch (InterruptedException interrupted) {
                order.add("interrupted");
                return true;
              }
            });
    await(asked);

    call.interrupt();
    boolean early = call.isDoneWithin(MOMENT);
    answered.countDown();

    assertThat(call.result()).as("interrupted").isTrue();
    assertThat(early).as("before the next change was known").isFalse();
    assertThat(order).containsExactly("next", "interrupted");
    assertThat(changes.outcomes()).hasSize(1);
  }

  @Test
  void whatTheSupplierOfChangesThrowsReachesTheCaller() {
    changes
        .then(adding(members(1, 1)))
        .onNext(
            applied -> {
              throw new IllegalStateException("a defect");
            });

    assertThatThrownBy(() -> applyAll(adding(members(0, 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");

    assertThat(changes.outcomes()).hasSize(1);
    assertThat(server.tuples()).containsExactlyElementsOf(members(0, 1));
  }

  @Test
  void anErrorOfTheSupplierOfChangesReachesTheCaller() {
    changes
        .then(adding(members(1, 1)))
        .onNext(
            applied -> {
              throw new OutOfMemoryError("no room");
            });

    assertThatThrownBy(() -> applyAll(adding(members(0, 1))))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("no room");
  }

  @Test
  void whatTheReceiverOfProgressThrowsCancelsTheCallsInFlight() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 2, new ServerFault.Hang());
    RelationSink.Attempt first = changes.attempt(removing(members(0, 3)));

    assertThatThrownBy(
            () ->
                withoutTokens()
                    .applyAll(
                        first,
                        () -> {
                          throw new IllegalStateException("a defect");
                        },
                        changes))
        .hasMessage("a defect");

    assertThat(server.awaitCancelled(2, LONG)).isTrue();
    assertThat(changes.outcomes()).isEmpty();
  }

  private Outcome applyAll(TupleChange first) throws InterruptedException {
    return applyAll(sink, first);
  }

  private Outcome applyAll(GrpcRelationSink over, TupleChange first) throws InterruptedException {
    return over.applyAll(changes.attempt(first), progress::incrementAndGet, changes);
  }

  private GrpcRelationSink withoutTokens() {
    return new GrpcRelationSink(channel, () -> false);
  }

  private static String text(Outcome outcome) {
    return ((Outcome.RetryLater) outcome).message();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
