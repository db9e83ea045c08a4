package dev.rbacconsumer.core.internal.lane;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a mark is written to the store, and in place of which one. */
class StoreMarkTimesTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final FenceToken FENCE = new FenceToken("group/0", "token");
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "no answer");
  private static final long SECOND = ofSeconds(1).toNanos();
  private static final long INTERVAL = 5 * SECOND;

  private final StoreMarking marking =
      new StoreMarking(
          PARTITION, Backoff.from(ofSeconds(1)).upTo(ofSeconds(9)).withJitter(0), ofSeconds(5));

  @BeforeEach
  void fence() {
    marking.fenced(StoreMemory.of(StoreMemory.Lock.HELD, List.of()), 0);
  }

  @Test
  void aStoreWhoseMarkCountsIsMarkedAgainAfterTheIntervalAndNotBefore() {
    begin(Optional.of(7L));

    assertThat(marking.nextOwed(FENCE, 0)).isNull();
    assertThat(marking.nextDue(settled(9), FENCE, INTERVAL - 1)).isNull();
    assertThat(marking.nextDue(settled(9), FENCE, INTERVAL)).isEqualTo(write(9));
  }

  @Test
  void anAttemptThatFailedIsRepeatedAfterTheBackoff() {
    begin(Optional.empty());
    fail(0);

    assertThat(marking.nextOwed(FENCE, SECOND - 1)).isEqualTo(waitUntil(SECOND));
    assertThat(marking.nextOwed(FENCE, SECOND)).isEqualTo(write(7));
  }

  @Test
  void aMarkThatTheStoreRefusesIsTriedAgainAndReportedWithItsReason() {
    begin(Optional.empty());
    assertThat(marking.nextOwed(FENCE, 0)).isEqualTo(write(7));

    assertThat(marking.attempted(new Outcome.Rejected("unknown_type", "no such type"), 0, 0))
        .contains(
            new StoreMarkEvent.MarkFailed(
                PARTITION, "unknown_type", "no such type", 1, ofSeconds(1), true));
    assertThat(marking.nextOwed(FENCE, 0)).isEqualTo(waitUntil(SECOND));
  }

  @Test
  void onceTheStoreAnswersAgainTheNextAttemptComesEarlierAndNeverLater() {
    begin(Optional.empty());
    fail(0);

    marking.retryBy(2 * SECOND);
    assertThat(marking.nextOwed(FENCE, 0)).as("later").isEqualTo(waitUntil(SECOND));
    marking.retryBy(SECOND / 2);
    assertThat(marking.nextOwed(FENCE, 0)).as("earlier").isEqualTo(waitUntil(SECOND / 2));
  }

  @Test
  void aMarkThatHasNotFailedIsNotWrittenEarlierOnceTheStoreAnswersAgain() {
    begin(Optional.of(7L));

    marking.retryBy(SECOND);
    assertThat(marking.retryNow(SECOND)).isFalse();

    assertThat(marking.nextDue(settled(9), FENCE, SECOND)).isNull();
    assertThat(marking.await(Optional.of(position(9))))
        .isEqualTo(new LaneAction.WaitUntil(INTERVAL, false));
  }

  @Test
  void anOperatorMakesTheAttemptThatWaitsBeginAtOnce() {
    begin(Optional.empty());
    fail(0);

    assertThat(marking.retryNow(SECOND / 2)).isTrue();

    assertThat(marking.nextOwed(FENCE, SECOND / 2)).isEqualTo(write(7));
  }

  @Test
  void anAttemptThatIsDueDoesNotWaitForAnOperator() {
    begin(Optional.empty());
    fail(0);

    assertThat(marking.retryNow(SECOND)).as("it is due already").isFalse();
    assertThat(marking.nextOwed(FENCE, SECOND)).isEqualTo(write(7));
  }

  @Test
  void theLastMarkIsWrittenIfMoreIsSettledThanTheStoreKnows() {
    begin(Optional.of(7L));

    assertThat(marking.nextLast(settled(7), FENCE)).as("nothing new").isNull();
    assertThat(marking.nextLast(settled(9), FENCE)).isEqualTo(write(9));
  }

  @Test
  void theLastMarkIsNotTriedAfterAFailureOrWhileAnotherOneIsOwed() {
    begin(Optional.empty());
    assertThat(marking.nextLast(settled(9), FENCE)).as("the mark of 7 is owed").isNull();

    begin(Optional.of(7L));
    assertThat(marking.nextDue(settled(9), FENCE, INTERVAL)).isNotNull();
    assertThat(marking.attempted(DOWN, INTERVAL, 0)).isPresent();
    assertThat(marking.nextLast(settled(9), FENCE)).as("the store is down").isNull();
  }

  @Test
  void ofSeveralMarksInTheStoreTheFurthestOneIsReplaced() {
    StoreMark undecided = StoreMark.WITHOUT_MEMORY;
    for (List<StoreMark> marks :
        List.of(
            List.of(mark(3), mark(8), undecided),
            List.of(undecided, mark(8), mark(3)),
            List.of(mark(8), undecided, mark(3)))) {
      marking.fenced(StoreMemory.of(StoreMemory.Lock.HELD, marks), 0);
      begin(Optional.empty());

      assertThat(marking.nextOwed(FENCE, 0))
          .isEqualTo(new LaneAction.WriteMark(Optional.of(mark(8)), mark(7), FENCE));
    }
  }

  @Test
  void aMarkNamesAReplayOnlyBehindItsBeginning() {
    begin(Optional.empty());
    Optional<ReplayRange> replay = Optional.of(ReplayRange.of(position(4), position(20)));

    assertThat(marking.mark(position(3), replay)).isEqualTo(mark(3));
    assertThat(marking.mark(position(4), replay)).isEqualTo(mark(4));
    assertThat(marking.mark(position(5), replay)).isEqualTo(mark(5).inReplayFrom(position(4)));
  }

  private void begin(Optional<Long> seen) {
    marking.begin(
        new StartPosition(
            Optional.of(position(7)),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.of("log"),
            position(7),
            seen.map(CommitPosition::new),
            OwnerNotes.NONE),
        0);
  }

  private void fail(long now) {
    assertThat(marking.nextOwed(FENCE, now)).isInstanceOf(LaneAction.WriteMark.class);
    assertThat(marking.attempted(DOWN, now, 0)).isPresent();
  }

  private static LaneAction waitUntil(long nanoTime) {
    return new LaneAction.WaitUntil(nanoTime, true);
  }

  private static LaneAction write(long position) {
    return new LaneAction.WriteMark(Optional.empty(), mark(position), FENCE);
  }

  private Optional<StoreMark> settled(long position) {
    return Optional.of(mark(position));
  }

  private static StoreMark mark(long position) {
    return StoreMark.of(Optional.of("log"), position(position));
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }
}
