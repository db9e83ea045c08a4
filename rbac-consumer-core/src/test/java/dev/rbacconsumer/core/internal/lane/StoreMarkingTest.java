package dev.rbacconsumer.core.internal.lane;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.event.DeliveryEvent;
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

/** What is told of attempts to mark the store. */
class StoreMarkingTest {
  private static final FenceToken FENCE = new FenceToken("group/0", "token");
  private static final long LATER = ofHours(1).toNanos();
  private static final Outcome DONE = new Outcome.Applied(Optional.empty());
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "no answer");

  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  private final StoreMarking marking =
      new StoreMarking(
          PARTITION, Backoff.from(ofSeconds(1)).upTo(ofSeconds(9)).withJitter(0), ofSeconds(5));
  private long now;

  @BeforeEach
  void begin() {
    marking.fenced(StoreMemory.of(StoreMemory.Lock.FREE, List.of()), now);
    marking.begin(
        StartPositions.at(
            Optional.of(new CommitPosition(7)), true, Optional.empty(), Optional.of("log")),
        now);
  }

  @Test
  void aMarkThatIsOwedBlocksUntilItIsWritten() {
    assertThat(attempt(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isTrue());
    assertThat(attempt(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isTrue());

    assertThat(attempt(DONE)).contains(new StoreMarkEvent.MarkWritten(PARTITION, 3));
    assertThat(marking.isOwed()).isFalse();
  }

  @Test
  void aMarkThatIsWrittenAtOnceIsNotReported() {
    assertThat(attempt(DONE)).isEmpty();
  }

  @Test
  void aMarkThatIsNotOwedBlocksNothing() {
    attempt(DONE);
    Optional<StoreMark> settled = settled(9);

    now += ofSeconds(60).toNanos();
    assertThat(marking.nextDue(settled, FENCE, now)).isNotNull();
    assertThat(report(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isFalse());

    now += ofSeconds(60).toNanos();
    assertThat(marking.nextDue(settled, FENCE, now)).isNotNull();
    assertThat(report(DONE)).contains(new StoreMarkEvent.MarkWritten(PARTITION, 2));
  }

  @Test
  void aPositionThatIsNotCommittedYetIsMarkedOnceItIs() {
    marking.begin(
        StartPositions.at(
            Optional.of(new CommitPosition(3)), false, Optional.empty(), Optional.of("log")),
        now);

    assertThat(marking.isOwed()).isFalse();
    assertThat(marking.awaitsCommit()).as("nothing may be applied").isTrue();
    assertThat(marking.nextDue(settled(3), FENCE, LATER)).isNull();
    marking.committed(checkpoint(2));
    assertThat(marking.isOwed()).as("a commit of an earlier position").isFalse();
    marking.committed(checkpoint(5));

    assertThat(marking.isOwed()).isTrue();
    assertThat(marking.awaitsCommit()).isFalse();
    assertThat(marking.nextOwed(FENCE, LATER))
        .isEqualTo(
            new LaneAction.WriteMark(
                Optional.empty(), StoreMark.of(Optional.of("log"), new CommitPosition(3)), FENCE));
  }

  @Test
  void aMarkInTheMiddleOfAReplaySaysWhereThatBegan() {
    StoreMark at9 = StoreMark.of(Optional.of("log"), new CommitPosition(9));
    ReplayRange replay = ReplayRange.of(new CommitPosition(4), new CommitPosition(20));

    assertThat(marking.mark(new CommitPosition(9), Optional.of(replay)))
        .isEqualTo(at9.inReplayFrom(new CommitPosition(4)));
    assertThat(marking.mark(new CommitPosition(9), Optional.empty())).isEqualTo(at9);
  }

  @Test
  void whatWasSettledUnderAnEarlierFenceIsNotMarkedUnderTheNextOne() {
    attempt(DONE);
    Optional<StoreMark> settled = settled(9);

    marking.fenced(StoreMemory.of(StoreMemory.Lock.HELD, List.of()), now);

    assertThat(marking.nextDue(settled, FENCE, LATER)).isNull();
    assertThat(marking.nextLast(settled, FENCE)).isNull();
    assertThat(marking.seen())
        .as("what is left to commit relies on")
        .contains(new CommitPosition(7));
  }

  @Test
  void aMarkThatArrivesAfterReadingBeganElsewhereSettlesNothingThatIsOwedNow() {
    attempt(DONE);
    assertThat(marking.nextDue(settled(9), FENCE, LATER)).isNotNull();
    marking.begin(
        StartPositions.at(
            Optional.of(new CommitPosition(2)), true, Optional.empty(), Optional.of("other")),
        LATER);

    assertThat(report(DONE)).isEmpty();

    assertThat(marking.isOwed()).isTrue();
    assertThat(marking.seen()).isEmpty();
    assertThat(marking.nextOwed(FENCE, LATER))
        .isEqualTo(
            new LaneAction.WriteMark(
                Optional.of(StoreMark.of(Optional.of("log"), new CommitPosition(9))),
                StoreMark.of(Optional.of("other"), new CommitPosition(2)),
                FENCE));
  }

  @Test
  void marksThatWereWrittenUnderTheFenceAreRemembered() {
    StoreMemory then = StoreMemory.of(StoreMemory.Lock.FREE, List.of());
    assertThat(marking.remembered(then)).isEqualTo(then);

    attempt(DONE);

    assertThat(marking.remembered(then))
        .isEqualTo(
            StoreMemory.of(
                StoreMemory.Lock.HELD,
                List.of(StoreMark.of(Optional.of("log"), new CommitPosition(7)))));
  }

  private static Checkpoint checkpoint(long position) {
    CommitPosition committed = new CommitPosition(position);
    return new Checkpoint(
        committed, new CommitMetadata(committed, 0, Optional.of("log")), 0, 1, Optional.empty());
  }

  private Optional<StoreMark> settled(long position) {
    return Optional.of(marking.mark(new CommitPosition(position), Optional.empty()));
  }

  private Optional<DeliveryEvent> attempt(Outcome outcome) {
    now += ofSeconds(60).toNanos();
    assertThat(marking.nextOwed(FENCE, now)).isInstanceOf(LaneAction.WriteMark.class);
    return report(outcome);
  }

  private Optional<DeliveryEvent> report(Outcome outcome) {
    return marking.attempted(outcome, now, 0);
  }

  private static boolean blocks(DeliveryEvent event) {
    return ((StoreMarkEvent.MarkFailed) event).blocks();
  }
}
