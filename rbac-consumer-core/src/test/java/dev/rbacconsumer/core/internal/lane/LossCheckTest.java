package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log, commit and store, compared. The log holds the offsets 10 to 99, unless said otherwise. */
class LossCheckTest {
  private static final String OURS = "rbac-consumer/1 through=60 bytes=9 topic=log";
  private static final String NONE = "";

  /**
   * The columns: the commit's metadata (null: no commit; the commit is at 50), the lock before it
   * was taken, the marks of the store, and what is lost.
   */
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        // Nothing was ever there.
        "null, FREE, '', ''",
        "null, FREE, 'seen=10|log=log', ''",
        // Whoever came first took the lock, and applied nothing.
        "null, HELD, 'undecided', ''",
        "null, FREE, 'undecided', ''",
        // All agree.
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, 'seen=40|log=log', ''",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, 'seen=48|log=log', ''",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', UNKNOWN, 'seen=40|log=log', ''",
        // Of several marks the highest counts: one may be left of a crash.
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD,"
            + " 'seen=30|log=log seen=40|log=log', ''",
        // An older version of ours, or another consumer, wrote no mark.
        "'rbac-consumer/1 through=60 bytes=9 topic=log', HELD, '', ''",
        "'', HELD, '', ''",
        "'', FREE, '', ''",
        "'foreign text', HELD, '', ''",
        // The store is empty.
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', FREE, '', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, '', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', UNKNOWN, '', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log', FREE, '', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log', HELD, 'undecided|log=log', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, 'undecided', STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, 'seen=70|log=old',"
            + " STORE_LOST",
        "'rbac-consumer/1 through=60 bytes=9 topic=log', FREE, 'undecided', STORE_LOST",
        // The store is older than the commit.
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', HELD, 'seen=39|log=log',"
            + " STORE_RESTORED",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=40', FREE, 'seen=0', STORE_RESTORED",
        // The commits are gone.
        "null, HELD, '', COMMITS_LOST",
        "null, HELD, 'seen=40|log=log', COMMITS_LOST",
        "null, UNKNOWN, 'seen=40|log=log', COMMITS_LOST",
        // The store has seen more than is left, or than there is.
        "null, HELD, 'seen=5|log=log', BELOW_START",
        "null, HELD, 'seen=101|log=log', BEYOND_END",
        // An operator took the group back to before what the store has, or nothing was committed.
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=70', HELD, 'seen=50|log=log', ''",
        "'rbac-consumer/1 through=60 bytes=9 topic=log seen=70', HELD, 'seen=60|from=49|log=log',"
            + " STORE_RESTORED",
        // It is another log.
        "null, FREE, 'undecided seen=40|log=old', RECREATED",
        "null, HELD, 'seen=40|log=old', RECREATED",
        "'rbac-consumer/1 through=60 bytes=9 topic=old seen=40', HELD, 'seen=40|log=old',"
            + " RECREATED",
      })
  void oneVerdictForEachCombination(
      @Nullable String metadata, Lock lock, String marks, String verdict) {
    Optional<DataLoss> loss = check(metadata, lock, marks, ReplayMode.LAST_WORD).loss();

    assertThat(loss.map(it -> it.kind().name()).orElse("")).isEqualTo(verdict);
  }

  @Test
  void nothingIsConcludedWhereTheStoreWasNotAsked() {
    String metadata = OURS + " seen=40";
    CommittedState start = start(metadata);

    LossCheck check =
        new LossCheck(start, StoreMemory.UNKNOWN, Optional.empty(), ReplayMode.LAST_WORD);

    assertThat(check.loss()).isEmpty();
    assertThat(check.agreed().seen()).isEmpty();
  }

  @Test
  void aReplayCoversEverythingThatTheStoreMayHaveSeen() {
    assertThat(agreed(NONE, Lock.HELD, NONE).replay()).contains(range(50, 100));
    assertThat(agreed(null, Lock.HELD, "seen=10|log=log").replay()).contains(range(10, 100));
    assertThat(agreed(OURS + " seen=50", Lock.HELD, "seen=61|log=log").replay())
        .as("the commit was taken back")
        .contains(range(50, 100));
  }

  /** A consumer that keeps no marks leaves the one of a store without memory where it is. */
  @Test
  void aLockThatIsHeldLeadsToAReplayThoughTheMarkSaysThatNothingWasApplied() {
    assertThat(agreed(null, Lock.HELD, "undecided").replay()).contains(range(10, 100));
    assertThat(agreed(null, Lock.FREE, "undecided").replay()).isEmpty();
  }

  @Test
  void thereIsNoReplayWhereTheCommitAccountsForEverything() {
    StartPosition beginning = agreed(OURS + " seen=40", Lock.HELD, "seen=60|log=log");

    assertThat(beginning.replay()).isEmpty();
    assertThat(beginning.recovery()).isPresent();
    assertThat(beginning.seen()).contains(position(60));
    assertThat(agreed(null, Lock.FREE, NONE).replay()).isEmpty();
  }

  @Test
  void aReplayUnderWayGoesOnFromWhereItBeganToTheEndOfToday() {
    String metadata = OURS + " seen=40 replay=20-70 aside=33 aside=44";

    StartPosition beginning = agreed(metadata, Lock.HELD, "seen=40|log=log");

    ReplayRange range = beginning.replay().orElseThrow();
    assertThat(range.from()).isEqualTo(position(20));
    assertThat(range.end()).isEqualTo(position(100));
    assertThat(range.aside()).containsExactly(33L, 44L);
    assertThat(beginning.recovery()).isEmpty();
  }

  @Test
  void stepByStepReplaysNothing() {
    LossCheck check = check(NONE, Lock.HELD, NONE, ReplayMode.STEP_BY_STEP);

    assertThat(check.agreed().replay()).isEmpty();
  }

  @Test
  void stepByStepTakesTheMarkBackToWhereReadingBegins() {
    String metadata = OURS + " seen=40";

    StartPosition beyond =
        check(metadata, Lock.HELD, "seen=61|log=log", ReplayMode.STEP_BY_STEP).agreed();
    StartPosition folded =
        check(metadata, Lock.HELD, "seen=60|log=log", ReplayMode.STEP_BY_STEP).agreed();

    assertThat(beyond.seen()).as("older states return").isEmpty();
    assertThat(folded.seen()).as("all of it is folded into one change").contains(position(60));
  }

  @Test
  void aReplayUnderWayIsFinishedByLastWordInEveryMode() {
    String metadata = OURS + " seen=40 replay=20-70";

    LossCheck check = check(metadata, Lock.HELD, "seen=40|log=log", ReplayMode.STEP_BY_STEP);

    assertThat(check.agreed().replay()).contains(range(20, 100));
  }

  @Test
  void aStoreThatWasRestoredIsFilledFromItsMark() {
    LossCheck check = check(OURS + " seen=40", Lock.HELD, "seen=30|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.past(check.loss().orElseThrow(), check.storeHas());

    assertThat(beginning.from()).isEqualTo(position(30));
    assertThat(beginning.replay()).contains(range(30, 100));
    assertThat(beginning.seen()).contains(position(30));
    assertThat(beginning.isDurable()).isFalse();
  }

  @Test
  void aStoreThatWasRestoredToTheMiddleOfAReplayIsFilledFromWhereThatBegan() {
    LossCheck check =
        check(OURS + " seen=40", Lock.HELD, "seen=30|from=20|log=log", ReplayMode.LAST_WORD);

    assertThat(check.loss().orElseThrow().seen()).contains(position(20));
    assertThat(check.storeHas()).isEqualTo(position(20));
  }

  @Test
  void commitsThatAreLostInTheMiddleOfAReplayLeaveAllOfItToBeReplayed() {
    LossCheck check = check(null, Lock.HELD, "seen=30|from=20|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.past(check.loss().orElseThrow(), check.storeHas());

    assertThat(beginning.from()).isEqualTo(position(20));
    assertThat(beginning.replay()).contains(range(20, 100));
    assertThat(beginning.seen()).contains(position(30));
  }

  @Test
  void aStoreWhoseMarkIsBelowTheLogIsMarkedAgainWhereTheLogBegins() {
    LossCheck check = check(OURS + " seen=40", Lock.HELD, "seen=5|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.past(check.loss().orElseThrow(), check.storeHas());

    assertThat(beginning.from()).isEqualTo(position(10));
    assertThat(beginning.seen()).isEmpty();
    assertThat(check.loss().orElseThrow().advice()).contains("it still holds 40 of the 45");
  }

  @Test
  void aMarkBeyondTheLogIsReplacedByALowerOne() {
    LossCheck check = check(null, Lock.HELD, "seen=101|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.past(check.loss().orElseThrow(), position(100));

    assertThat(beginning.seen()).isEmpty();
  }

  @Test
  void whoGoesOnAfterAStoreLossReliesOnANewMark() {
    LossCheck check = check(OURS + " seen=40", Lock.HELD, "seen=30|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.continued();

    assertThat(beginning.from()).isEqualTo(position(50));
    assertThat(beginning.seen()).isEmpty();
    assertThat(beginning.isDurable()).isFalse();
  }

  @Test
  void whatTheLastOwnerConfirmedCountsWhereItsLockIsStillThere() {
    String metadata = OURS + " seen=40 removed=3/0123456789abcdef0123456789abcdef";
    RemovalProgress left = new RemovalProgress(3, "0123456789abcdef0123456789abcdef");

    assertThat(removed(agreed(metadata, Lock.HELD, "seen=40|log=log"))).contains(left);
    assertThat(removed(agreed(metadata, Lock.FREE, "seen=40|log=log"))).isEmpty();
    assertThat(removed(agreed(metadata, Lock.UNKNOWN, "seen=40|log=log"))).isEmpty();
  }

  @Test
  void whatTheLastOwnerConfirmedCountsNoMoreWhereTheStoreHasLostSomething() {
    String metadata = OURS + " seen=40 removed=3/0123456789abcdef0123456789abcdef";
    LossCheck check = check(metadata, Lock.HELD, "seen=30|log=log", ReplayMode.LAST_WORD);

    StartPosition beginning = check.continued();

    assertThat(beginning.recovery()).isPresent();
    assertThat(removed(beginning)).isEmpty();
  }

  private static Optional<RemovalProgress> removed(StartPosition beginning) {
    return beginning.recovery().flatMap(Recovery::removed);
  }

  private static StartPosition agreed(@Nullable String metadata, Lock lock, String marks) {
    return check(metadata, lock, marks, ReplayMode.LAST_WORD).agreed();
  }

  private static LossCheck check(
      @Nullable String metadata, Lock lock, String marks, ReplayMode mode) {
    List<StoreMark> parsed = new ArrayList<>();
    for (String mark : marks.split(" ", -1)) {
      StoreMark.parse(mark).ifPresent(parsed::add);
    }
    return new LossCheck(start(metadata), StoreMemory.of(lock, parsed), Optional.empty(), mode);
  }

  private static CommittedState start(@Nullable String metadata) {
    PartitionOffsets log =
        new PartitionOffsets(Optional.of("log"), position(10), position(100), position(100));
    return new CommittedState(
        Optional.ofNullable(metadata).map(text -> new Commit(position(50), text)), log);
  }

  private static ReplayRange range(long from, long end) {
    return ReplayRange.of(position(from), position(end));
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }
}
