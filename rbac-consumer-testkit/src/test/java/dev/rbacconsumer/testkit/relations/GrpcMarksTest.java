package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remembering and marking when something is in the way. */
class GrpcMarksTest {
  private static final String LOCK = "group/0";
  private static final String MARKS = StoreMark.idBeside(LOCK);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final StoreMark AT_1 = mark(1);
  private static final StoreMark AT_2 = mark(2);
  private static final StoreMark AT_3 = mark(3);
  private static final TupleChange CHANGE = adding(tuple("group:eng#member@principal:ann"));
  private static final ServerFault DENIED =
      new ServerFault.Answer(GrpcErrorCode.PERMISSION_DENIED, "no reads");
  private static final ServerFault UNAVAILABLE =
      new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "come back later");

  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final RelationsChannel channel =
      RelationsChannel.open(RelationsSettings.forTarget(server.target()).build());
  private final GrpcFenceAuthority authority = new GrpcFenceAuthority(channel);

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void aStartTakesSixCallsAndTheVeryFirstOneMore() throws Exception {
    acquired();
    int first = server.calls();
    acquired();

    assertThat(first).isEqualTo(7);
    assertThat(server.calls() - first).isEqualTo(6);
    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(3 + 2);
    assertThat(server.calls(Rpc.READ_TUPLES)).isEqualTo(3 + 3);
    assertThat(server.calls(Rpc.ACQUIRE_LOCK)).isEqualTo(1 + 1);
  }

  @Test
  void aMarkTakesFourCallsAndNoneToWriteWhereItIsThereAlready() throws Exception {
    FenceToken fence = marked(AT_1);
    int before = server.calls();

    mark(Optional.of(AT_1), AT_2, fence);
    int replacing = server.calls() - before;
    mark(Optional.of(AT_2), AT_2, fence);

    assertThat(replacing).isEqualTo(4);
    assertThat(server.calls() - before).isEqualTo(6);
  }

  @Test
  void aLockThatCannotBeReadIsLeftAlone() throws Exception {
    FenceToken held = server.stealLock(LOCK);
    server.next(Rpc.READ_TUPLES, 1, DENIED);

    FenceOutcome outcome = acquire();

    assertThat(reason(outcome)).isEqualTo("permission_denied");
    assertThat(server.store().lockTokens(LOCK)).containsExactly(held.token());
  }

  @Test
  void aStoreInWhichALockWasFreeIsMarkedWhateverBecomesOfTheAttempt() throws Exception {
    AtomicBoolean taken = failReadsOnceTheLockIsTaken();
    FenceOutcome first = acquire();
    assertThat(taken).isTrue();
    server.clearFaults();

    FenceOutcome.Acquired second = acquired();

    assertThat(reason(first)).isEqualTo("permission_denied");
    assertThat(second.memory())
        .isEqualTo(StoreMemory.of(Lock.HELD, List.of(StoreMark.WITHOUT_MEMORY)));
  }

  @Test
  void aLockThatIsFreeIsLeftAloneWhereTheStoreCannotBeMarked() throws Exception {
    server.next(Rpc.READ_TUPLES, 1, new ServerFault.Hang());
    Background<FenceOutcome> outcome = Background.run(this::acquire);
    assertThat(server.awaitCalls(Rpc.READ_TUPLES, 1, LONG)).isTrue();
    server.next(Rpc.CREATE_TUPLES, 1, DENIED);
    server.release();

    assertThat(reason(outcome.result())).isEqualTo("permission_denied");
    assertThat(server.calls(Rpc.ACQUIRE_LOCK)).isZero();
  }

  @Test
  void aStoreIsMarkedThoughTheTakingOfItsLockGotNoAnswer() throws Exception {
    server.next(
        Rpc.ACQUIRE_LOCK,
        1,
        new ServerFault.EffectThen(GrpcErrorCode.UNAVAILABLE, "connection reset"));
    FenceOutcome first = acquire();

    FenceOutcome.Acquired second = acquired();

    assertThat(reason(first)).isEqualTo("unavailable");
    assertThat(second.memory().marks()).containsExactly(StoreMark.WITHOUT_MEMORY);
  }

  @Test
  void aLockThatWasHeldIsNotRememberedAsFreeAfterAFailure() throws Exception {
    server.stealLock(LOCK);
    AtomicBoolean taken = failReadsOnceTheLockIsTaken();
    acquire();
    assertThat(taken).isTrue();
    server.clearFaults();

    assertThat(acquired().memory().lock()).isEqualTo(Lock.HELD);
  }

  @Test
  void aMarkThatTheOwnerOfAStrayTokenWroteLastIsFound() throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    server.onWrite(
        write -> {
          if (!server.store().lockTokens(LOCK).isEmpty() && once.compareAndSet(false, true)) {
            server.store().replaceLock(LOCK, Optional.empty());
          }
        });
    // Held until the marks have been read: its owner can write for as long as that.
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Hang());
    Background<FenceOutcome> outcome = Background.run(this::acquire);
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 1, LONG)).isTrue();

    StoreAccess.to(server.store()).given(List.of(MarkTuples.of(LOCK, AT_1)));
    server.release();

    assertThat(((FenceOutcome.Acquired) outcome.result()).memory().marks())
        .containsExactlyInAnyOrder(AT_1, StoreMark.WITHOUT_MEMORY);
  }

  @Test
  void marksThatCannotBeReadAreNotReplaced() throws Exception {
    FenceToken fence = marked(AT_1);
    server.next(Rpc.READ_TUPLES, 1, DENIED);

    Outcome outcome = mark(Optional.of(AT_1), AT_2, fence);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("permission_denied");
              assertThat(later.message()).contains("reading the marks beside the lock group/0");
              assertThat(later.mayLandLater()).isFalse();
            });
    assertThat(server.store().lockTokens(MARKS)).containsExactly(AT_1.text());
  }

  @Test
  void anAttemptThatEndsBetweenWritingAndRemovingIsRepeated() throws Exception {
    FenceToken fence = marked(AT_1);
    server.next(Rpc.DELETE_TUPLES, 1, UNAVAILABLE);

    Outcome first = mark(Optional.of(AT_1), AT_2, fence);
    assertThat(server.store().lockTokens(MARKS))
        .containsExactlyInAnyOrder(AT_1.text(), AT_2.text());
    Outcome second = mark(Optional.of(AT_1), AT_3, fence);

    assertThat(first)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class, later -> assertThat(later.mayLandLater()).isTrue());
    assertThat(second).isInstanceOf(Outcome.Applied.class);
    assertThat(server.store().lockTokens(MARKS)).containsExactly(AT_3.text());
  }

  @Test
  void aMarkThatLandsAfterTheLockWasTakenIsRefused() throws Exception {
    FenceToken fence = marked(AT_1);
    int writes = server.calls(Rpc.CREATE_TUPLES);
    server.next(Rpc.CREATE_TUPLES, 2, new ServerFault.Hang());
    Background<Outcome> outcome = Background.run(() -> mark(Optional.of(AT_1), AT_2, fence));
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, writes + 1, LONG)).isTrue();
    server.release();
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, writes + 2, LONG)).isTrue();

    server.stealLock(LOCK);
    server.release();

    assertThat(cause(outcome.result())).isEqualTo(FenceLoss.TAKEN);
    assertThat(server.store().lockTokens(MARKS)).containsExactly(AT_1.text());
  }

  @Test
  void anEarlierMarkThatLandsLateIsRemovedByTheNextOne() throws Exception {
    FenceToken fence = marked(AT_2);
    server.store().touch(List.of(MarkTuples.of(LOCK, AT_1)), fence);

    Outcome outcome = mark(Optional.of(AT_2), AT_3, fence);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.store().lockTokens(MARKS)).containsExactly(AT_3.text());
  }

  @Test
  void theMessageOfALostFenceSaysWhetherAnotherHoldsTheLock() throws Exception {
    FenceToken fence = acquired().token();
    server.stealLock(LOCK);
    Outcome taken = apply(fence);
    server.store().clear();
    Outcome gone = apply(fence);

    assertThat(taken)
        .isEqualTo(
            new Outcome.FenceLost("the lock group/0 is held by another consumer", FenceLoss.TAKEN));
    assertThat(gone)
        .isEqualTo(
            new Outcome.FenceLost(
                "the store knows no holder of the lock group/0:"
                    + " it has lost its data or was restored",
                FenceLoss.GONE));
  }

  @Test
  void theMessageOfAMissingMarkSaysThatTheStoreWasRestored() throws Exception {
    FenceToken fence = acquired().token();

    assertThat(mark(Optional.of(AT_1), AT_2, fence))
        .isEqualTo(
            new Outcome.FenceLost(
                "the store has forgotten the mark beside the lock group/0:"
                    + " it was restored to an older state",
                FenceLoss.SET_BACK));
  }

  @Test
  void whyAFenceIsLostIsUnknownWhereTheLockCannotBeRead() throws Exception {
    FenceToken fence = acquired().token();
    server.stealLock(LOCK);
    server.next(Rpc.READ_TUPLES, 1, DENIED);

    Outcome outcome = apply(fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.UNKNOWN);
    assertThat(outcome.toString()).contains("who holds it could not be read");
  }

  @Test
  void aTokenThatIsRefusedAndYetInForceIsNotCalledTaken() throws Exception {
    FenceToken fence = acquired().token();
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Refusal(StoreRefusal.fenceLost(fence)));

    assertThat(cause(apply(fence))).isEqualTo(FenceLoss.UNKNOWN);
  }

  /** The reads after the lock was taken, of the marks and of stray tokens. */
  private AtomicBoolean failReadsOnceTheLockIsTaken() {
    AtomicBoolean taken = new AtomicBoolean();
    server.onWrite(
        write -> {
          if (taken.compareAndSet(false, true)) {
            server.next(Rpc.READ_TUPLES, 2, DENIED);
          }
        });
    return taken;
  }

  private FenceToken marked(StoreMark mark) throws InterruptedException {
    FenceToken fence = acquired().token();
    assertThat(mark(Optional.empty(), mark, fence)).isInstanceOf(Outcome.Applied.class);
    return fence;
  }

  private Outcome mark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence)
      throws InterruptedException {
    return authority.mark(expected, mark, fence, LONG);
  }

  private Outcome apply(FenceToken fence) throws InterruptedException {
    return new GrpcRelationSink(channel).apply(CHANGE, fence, LONG);
  }

  private FenceOutcome acquire() throws InterruptedException {
    return authority.acquire(LOCK, LONG);
  }

  private FenceOutcome.Acquired acquired() throws InterruptedException {
    FenceOutcome outcome = acquire();
    assertThat(outcome).isInstanceOf(FenceOutcome.Acquired.class);
    return (FenceOutcome.Acquired) outcome;
  }

  private static String reason(FenceOutcome outcome) {
    return outcome instanceof FenceOutcome.NotAcquired not ? not.reason() : "acquired";
  }

  private static FenceLoss cause(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
    return ((Outcome.FenceLost) outcome).cause();
  }

  private static StoreMark mark(long seen) {
    return StoreMark.of(Optional.of("log"), new CommitPosition(seen));
  }
}
