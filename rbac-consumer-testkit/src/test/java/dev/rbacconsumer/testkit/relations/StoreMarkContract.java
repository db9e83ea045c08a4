package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link FenceAuthority} that keeps marks promises, whatever stands behind it. */
abstract class StoreMarkContract {
  private static final String LOCK = "group/0";
  private static final String MARKS = "group/0/seen";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Optional<String> LOG = Optional.of("9xT_k3uYQ1m-log");
  private static final StoreMark AT_100 = StoreMark.of(LOG, new CommitPosition(100));
  private static final StoreMark AT_200 = StoreMark.of(LOG, new CommitPosition(200));
  private static final StoreMark AT_300 = StoreMark.of(LOG, new CommitPosition(300));

  abstract FenceAuthority authority();

  /** For a consumer whose fencing is off, over the same store. */
  abstract FenceAuthority unfenced();

  /** The store that locks and marks are kept in, under the schema of RBAC. */
  abstract StoreAccess store();

  @Test
  void aNewStoreRemembersNothing() throws Exception {
    assertThat(acquired().memory()).isEqualTo(memory(Lock.FREE, StoreMark.WITHOUT_MEMORY));
  }

  @Test
  void theNextOwnerOfANewStoreFindsThatNothingWasAppliedYet() throws Exception {
    acquired();

    assertThat(acquired().memory()).isEqualTo(memory(Lock.HELD, StoreMark.WITHOUT_MEMORY));
  }

  @Test
  void aLockHeldByAConsumerWithoutMarksIsRemembered() throws Exception {
    store().takeLock(LOCK);

    assertThat(acquired().memory()).isEqualTo(memory(Lock.HELD));
  }

  @Test
  void theNextOwnerFindsTheMarkOfTheOneBefore() throws Exception {
    Outcome outcome = mark(Optional.empty(), AT_100, acquired().token());

    assertThat(outcome).isEqualTo(new Outcome.Applied(Optional.empty()));
    assertThat(marks()).containsExactly("seen=100|log=9xT_k3uYQ1m-log");
    assertThat(acquired().memory()).isEqualTo(memory(Lock.HELD, AT_100));
  }

  @Test
  void aMarkOfAReplayIsKeptAsItIs() throws Exception {
    StoreMark replaying = AT_200.inReplayFrom(new CommitPosition(100));

    mark(Optional.empty(), replaying, acquired().token());

    assertThat(acquired().memory()).isEqualTo(memory(Lock.HELD, replaying));
  }

  @Test
  void aMarkTakesThePlaceOfTheOneBefore() throws Exception {
    FenceToken fence = marked(AT_100);

    Outcome outcome = mark(Optional.of(AT_100), AT_200, fence);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(marks()).containsExactly(AT_200.text());
  }

  @Test
  void theNewMarkIsThereBeforeTheOldOneIsRemoved() throws Exception {
    FenceToken fence = marked(AT_100);
    List<Set<String>> states = new ArrayList<>();
    InMemoryTupleStore store = store().control();
    store.onWrite(write -> states.add(store.lockTokens(MARKS)));

    mark(Optional.of(AT_100), AT_200, fence);

    assertThat(states).containsExactly(Set.of(AT_100.text(), AT_200.text()), Set.of(AT_200.text()));
  }

  @Test
  void everyWriteOfAMarkIsFenced() throws Exception {
    FenceToken fence = marked(AT_100);
    List<String> locks = new ArrayList<>();
    store().control().onWrite(write -> locks.add(write.lockId().orElse("none")));

    mark(Optional.of(AT_100), AT_200, fence);

    assertThat(locks).containsExactly(LOCK, LOCK);
  }

  @Test
  void aMarkThatIsThereAloneIsNotWrittenAgain() throws Exception {
    FenceToken fence = marked(AT_100);
    List<StoreWrite> writes = new ArrayList<>();
    store().control().onWrite(writes::add);

    Outcome outcome = mark(Optional.of(AT_100), AT_100, fence);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(writes).isEmpty();
  }

  @Test
  void bothMarksOfACrashBetweenWritingAndRemovingAreFoundAndOneIsLeft() throws Exception {
    store().given(List.of(MarkTuples.of(LOCK, AT_100), MarkTuples.of(LOCK, AT_200)));

    FenceOutcome.Acquired acquired = acquired();
    mark(Optional.of(AT_200), AT_300, acquired.token());

    assertThat(acquired.memory().marks())
        .containsExactlyInAnyOrder(AT_100, AT_200, StoreMark.WITHOUT_MEMORY);
    assertThat(marks()).containsExactly(AT_300.text());
  }

  @Test
  void aMarkThatCannotBeReadIsLeftOutAndRemovedWithTheNextOne() throws Exception {
    store().given(List.of(MarkTuples.of(LOCK, "of-a-later-version=7")));

    FenceOutcome.Acquired acquired = acquired();
    mark(Optional.empty(), AT_100, acquired.token());

    assertThat(acquired.memory().marks()).containsExactly(StoreMark.WITHOUT_MEMORY);
    assertThat(marks()).containsExactly(AT_100.text());
  }

  @Test
  void withoutTheExpectedMarkNothingIsWritten() throws Exception {
    FenceToken fence = acquired().token();

    Outcome outcome = mark(Optional.of(AT_100), AT_200, fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.SET_BACK);
    assertThat(marks()).containsExactly(StoreMark.WITHOUT_MEMORY.text());
  }

  @Test
  void aStoreRestoredUnderItsOwnerIsFoundSetBack() throws Exception {
    FenceToken fence = marked(AT_100);
    InMemoryTupleStore.Snapshot backup = store().snapshot();
    mark(Optional.of(AT_100), AT_200, fence);
    store().restore(backup);

    Outcome outcome = mark(Optional.of(AT_200), AT_300, fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.SET_BACK);
    assertThat(acquired().memory()).isEqualTo(memory(Lock.HELD, AT_100));
  }

  @Test
  void aStoreRestoredToAnEarlierOwnerSaysThatTheLockIsTaken() throws Exception {
    marked(AT_100);
    InMemoryTupleStore.Snapshot backup = store().snapshot();
    FenceToken fence = acquired().token();
    store().restore(backup);

    Outcome outcome = mark(Optional.of(AT_100), AT_200, fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.TAKEN);
    assertThat(marks()).containsExactly(AT_100.text());
  }

  @Test
  void aStoreWithoutItsDataSaysThatTheLockIsGone() throws Exception {
    FenceToken fence = marked(AT_100);
    store().clear();

    Outcome outcome = mark(Optional.of(AT_100), AT_200, fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.GONE);
    assertThat(acquired().memory()).isEqualTo(memory(Lock.FREE, StoreMark.WITHOUT_MEMORY));
  }

  @Test
  void underALockThatAnotherHasTakenNoMarkIsWritten() throws Exception {
    FenceToken fence = marked(AT_100);
    store().takeLock(LOCK);

    Outcome outcome = mark(Optional.of(AT_100), AT_200, fence);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.TAKEN);
    assertThat(marks()).containsExactly(AT_100.text());
  }

  @Test
  void anEarlierAttemptWhoseAnswerWasLostIsNoSetBack() throws Exception {
    FenceToken fence = marked(AT_100);
    mark(Optional.of(AT_100), AT_200, fence);

    Outcome outcome = mark(Optional.of(AT_100), AT_300, fence);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(marks()).containsExactly(AT_300.text());
  }

  @Test
  void marksOfOtherPartitionsAreLeftAlone() throws Exception {
    FenceToken other = acquired(authority(), "group/1").token();
    mark(Optional.empty(), AT_100, other);

    FenceToken fence = marked(AT_200);

    assertThat(acquired(authority(), "group/1").memory()).isEqualTo(memory(Lock.HELD, AT_100));
    assertThat(fence.lockId()).isEqualTo(LOCK);
    assertThat(marks()).containsExactly(AT_200.text());
  }

  @Test
  void aLockIdThatLeavesNoRoomForItsMarksIsNotAcquired() throws Exception {
    String longest = "g".repeat(StoreRules.MAX_ID_LENGTH - "/seen".length());

    FenceOutcome outcome = authority().acquire(longest + "g", TIMEOUT);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FenceOutcome.NotAcquired.class,
            not -> assertThat(not.reason()).isEqualTo("invalid_lock_id"));
    assertThat(authority().acquire(longest, TIMEOUT)).isInstanceOf(FenceOutcome.Acquired.class);
  }

  @Test
  void withoutFencingTheMarksAloneAreRemembered() throws Exception {
    marked(AT_100);
    Set<String> lock = store().lockTokens(LOCK);

    FenceOutcome.Acquired acquired = acquired(unfenced(), LOCK);
    Outcome outcome = unfenced().mark(Optional.of(AT_100), AT_200, acquired.token(), TIMEOUT);

    assertThat(acquired.token()).isEqualTo(FenceToken.unfenced(LOCK));
    assertThat(acquired.memory()).isEqualTo(memory(Lock.UNKNOWN, AT_100));
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(marks()).containsExactly(AT_200.text());
    assertThat(store().lockTokens(LOCK)).isEqualTo(lock);
  }

  @Test
  void withoutFencingAMissingMarkIsFoundToo() throws Exception {
    FenceToken none = acquired(unfenced(), LOCK).token();

    Outcome outcome = unfenced().mark(Optional.of(AT_100), AT_200, none, TIMEOUT);

    assertThat(cause(outcome)).isEqualTo(FenceLoss.SET_BACK);
    assertThat(marks()).isEmpty();
  }

  @Test
  void withoutFencingASchemaWithoutLocksKeepsNoMarks() throws Exception {
    store().setSchema(StoreSchema.rbac().without("kessel/lock"));

    FenceOutcome.Acquired acquired = acquired(unfenced(), LOCK);
    Outcome outcome = unfenced().mark(Optional.empty(), AT_100, acquired.token(), TIMEOUT);

    assertThat(acquired.memory()).isEqualTo(StoreMemory.UNKNOWN);
    assertThat(outcome).isEqualTo(new Outcome.Applied(Optional.empty()));
  }

  @Test
  void withoutFencingALockIdThatTheStoreCannotHoldKeepsNoMarks() throws Exception {
    FenceOutcome.Acquired acquired = acquired(unfenced(), "a.group/0");
    Outcome outcome = unfenced().mark(Optional.empty(), AT_100, acquired.token(), TIMEOUT);

    assertThat(acquired.memory()).isEqualTo(StoreMemory.UNKNOWN);
    assertThat(outcome).isEqualTo(new Outcome.Applied(Optional.empty()));
  }

  @Test
  void withFencingASchemaWithoutLocksIsTriedAgainLater() throws Exception {
    FenceToken fence = acquired().token();
    store().setSchema(StoreSchema.rbac().without("kessel/lock"));

    Outcome outcome = mark(Optional.empty(), AT_100, fence);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("lock_types_missing"));
  }

  @Test
  void anInterruptThatCameBeforeTheCallEndsIt() throws Exception {
    FenceToken fence = acquired().token();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> mark(Optional.empty(), AT_100, fence))
        .isInstanceOf(InterruptedException.class);
    assertThat(marks()).containsExactly(StoreMark.WITHOUT_MEMORY.text());
  }

  @Test
  void aTimeoutOutOfRangeIsRefused() throws Exception {
    FenceToken fence = acquired().token();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> authority().mark(Optional.empty(), AT_100, fence, Duration.ZERO));
  }

  /** Takes the lock and leaves a mark. */
  private FenceToken marked(StoreMark mark) throws InterruptedException {
    FenceToken fence = acquired().token();
    assertThat(mark(Optional.empty(), mark, fence)).isInstanceOf(Outcome.Applied.class);
    return fence;
  }

  private Outcome mark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence)
      throws InterruptedException {
    return authority().mark(expected, mark, fence, TIMEOUT);
  }

  private FenceOutcome.Acquired acquired() throws InterruptedException {
    return acquired(authority(), LOCK);
  }

  private static FenceOutcome.Acquired acquired(FenceAuthority authority, String lockId)
      throws InterruptedException {
    FenceOutcome outcome = authority.acquire(lockId, TIMEOUT);
    assertThat(outcome).isInstanceOf(FenceOutcome.Acquired.class);
    return (FenceOutcome.Acquired) outcome;
  }

  /** A mark is a tuple like a lock. */
  private Set<String> marks() throws InterruptedException {
    return store().lockTokens(MARKS);
  }

  private static StoreMemory memory(Lock lock, StoreMark... marks) {
    return StoreMemory.of(lock, List.of(marks));
  }

  private static FenceLoss cause(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
    return ((Outcome.FenceLost) outcome).cause();
  }
}
