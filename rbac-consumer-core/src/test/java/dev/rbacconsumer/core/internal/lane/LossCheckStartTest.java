package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.PARTITION;
import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Log, commit and store at the edges of their ranges, and the events of a start. The log is called
 * "log", and begins at 10.
 */
class LossCheckStartTest {
  private static final String OURS = "rbac-consumer/1 through=60 bytes=9 topic=log";

  private Optional<String> logBefore = Optional.empty();
  private ReplayMode mode = ReplayMode.LAST_WORD;
  private boolean keepsMarks = true;
  private long end = 100;

  @Test
  void aStoreThatWasMarkedBeforeAnythingWasReadHasLostNothingOfTheLog() {
    assertThat(lossOf(noCommit(Lock.HELD, "seen=0|log=log"))).isEmpty();
  }

  @Test
  void aCommitBelowTheLogIsALossWhateverTheStoreWasMarkedWith() {
    Commit below = new Commit(position(5), OURS);

    assertThat(lossOf(check(below, Lock.HELD, "seen=0|log=log")))
        .contains(DataLoss.Kind.BELOW_START);
    assertThat(lossOf(check(below, Lock.HELD))).contains(DataLoss.Kind.BELOW_START);
  }

  @Test
  void theMarkOfAnotherLogIsNoSignThatNothingWasApplied() {
    assertThat(lossOf(commit(OURS, Lock.HELD, "seen=70|log=old"))).isEmpty();
    assertThat(lossOf(commit(OURS, Lock.HELD, "undecided|log=old")))
        .contains(DataLoss.Kind.STORE_LOST);
  }

  @Test
  void aMarkWithoutAPositionCountsLessThanOneWithAPosition() {
    LossCheck check = commit(OURS + " seen=40", Lock.HELD, "undecided", "seen=40|log=log");

    assertThat(lossOf(check)).isEmpty();
    assertThat(check.agreed().seen()).contains(position(40));
  }

  @Test
  void aLogThatThisInstanceHasReadBeforeIsMissedWhereNothingElseRemembersIt() {
    logBefore = Optional.of("old");

    assertThat(lossOf(noCommit(Lock.FREE))).contains(DataLoss.Kind.RECREATED);
    assertThat(lossOf(commit("", Lock.FREE))).as("the commit counts").isEmpty();

    assertThat(lossOf(noCommit(Lock.HELD, "seen=40|log=log")))
        .as("a mark that names this log counts")
        .contains(DataLoss.Kind.COMMITS_LOST);
    assertThat(lossOf(noCommit(Lock.HELD, "seen=40")))
        .as("a mark that names no log may be of the old one")
        .contains(DataLoss.Kind.RECREATED);

    logBefore = Optional.of("log");
    assertThat(lossOf(noCommit(Lock.FREE))).isEmpty();
  }

  @Test
  void commitsOfALogWithoutRecordsAreNotMissed() {
    end = 10;
    assertThat(lossOf(noCommit(Lock.HELD))).isEmpty();

    end = 11;
    assertThat(lossOf(noCommit(Lock.HELD))).contains(DataLoss.Kind.COMMITS_LOST);
  }

  @Test
  void aReplayIsOverOnceItsLastRecordIsCommitted() {
    String metadata = OURS + " replay=20-50";
    end = 50;
    assertThat(commit(metadata, Lock.HELD).agreed().replay()).isEmpty();

    end = 51;
    assertThat(commit(metadata, Lock.HELD).agreed().replay())
        .contains(ReplayRange.of(position(20), position(51)));
  }

  /** Older states return where records that the store has seen are applied one by one. */
  @ParameterizedTest
  @CsvSource({
    "STEP_BY_STEP, 39, false",
    "STEP_BY_STEP, 40, true",
    "STEP_BY_STEP, 41, true",
    "LAST_WORD, 39, true",
    "LAST_WORD, 40, true",
  })
  void theMarkStaysTrueWhereNoOlderStateReturns(ReplayMode replayMode, long from, boolean stays) {
    mode = replayMode;
    LossCheck check = noCommit(Lock.HELD, "seen=40|log=log");
    DataLoss loss = check.loss().orElseThrow();
    assertThat(loss.kind()).isEqualTo(DataLoss.Kind.COMMITS_LOST);

    StartPosition beginning = check.past(loss, position(from));

    assertThat(beginning.seen().isPresent()).isEqualTo(stays);
  }

  @Test
  void aStoreOfAConsumerWithoutMarksIsMarkedFromTheCommitOn() {
    assertThat(news(commit("", Lock.HELD)))
        .contains(new StoreMarkEvent.MarkAdopted(PARTITION, position(50)));
  }

  @Test
  void aMarkIsNotNewsWhereTheStoreHasOneOrKeepsNone() {
    assertThat(adopted(commit(OURS, Lock.HELD, "seen=50|log=log"))).isFalse();
    keepsMarks = false;
    assertThat(adopted(commit("", Lock.HELD))).isFalse();
  }

  @Test
  void aMarkIsNotNewsWhereNoOwnerBeforeIsKnown() {
    assertThat(adopted(commit("", Lock.FREE))).isFalse();
    assertThat(adopted(commit("", Lock.HELD, "undecided"))).isFalse();
    assertThat(adopted(commit("", Lock.UNKNOWN))).isFalse();
  }

  @Test
  void aMarkIsNotNewsWhereAPolicyHasChosenThePosition() {
    LossCheck check = commit("", Lock.HELD);

    assertThat(check.news(PARTITION, check.continued())).isEmpty();
  }

  @Test
  void aPositionThatAnotherProgramHasSetIsTold() {
    assertThat(news(commit("", Lock.FREE)))
        .containsExactly(new PartitionEvent.PositionSetOutside(PARTITION, position(50)));
    assertThat(news(commit("foreign text", Lock.FREE)))
        .containsExactly(new PartitionEvent.MarkUnreadable(PARTITION, "foreign text"));
  }

  @Test
  void aStartFromACommitOfOursTellsOnlyWhatIsRecovered() {
    assertThat(news(commit(OURS, Lock.HELD, "seen=50|log=log")))
        .containsExactly(new PartitionEvent.Recovering(PARTITION, position(50), position(60)));
    assertThat(news(noCommit(Lock.FREE))).isEmpty();
  }

  private static Optional<DataLoss.Kind> lossOf(LossCheck check) {
    return check.loss().map(DataLoss::kind);
  }

  private static boolean adopted(LossCheck check) {
    return news(check).stream().anyMatch(StoreMarkEvent.MarkAdopted.class::isInstance);
  }

  private static List<DeliveryEvent> news(LossCheck check) {
    return check.news(PARTITION, check.agreed());
  }

  private LossCheck noCommit(Lock lock, String... marks) {
    return check(null, lock, marks);
  }

  /** The commit is at 50. */
  private LossCheck commit(String metadata, Lock lock, String... marks) {
    return check(new Commit(position(50), metadata), lock, marks);
  }

  private LossCheck check(@Nullable Commit commit, Lock lock, String... marks) {
    PartitionOffsets log =
        new PartitionOffsets(Optional.of("log"), position(10), position(end), position(end));
    StoreMemory memory = new StoreMemory(lock, StoreMark.parseAll(List.of(marks)), keepsMarks);
    return new LossCheck(
        new CommittedState(Optional.ofNullable(commit), log), memory, logBefore, mode);
  }
}
