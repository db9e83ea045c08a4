package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A lane whose store keeps marks: what it writes at its end, and what it waits for. */
class LaneMarksTest extends LaneScript {
  private static final FenceToken TOKEN = new FenceToken("group/0", "token");
  private static final LaneAction END = new LaneAction.End();
  private static final LaneAction NOTHING = new LaneAction.AwaitEvent();
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aLaneThatEndsMarksTheStoreWithAllThatItSettled() {
    ownMarked(0);
    offer("+a");
    run();

    lane.end();

    assertThat(lane.next(now)).isEqualTo(new LaneAction.WriteMark(marks(0), mark(1), TOKEN));
    assertThat(lane.marked(APPLIED, now, 0)).isEmpty();
    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void aLaneThatEndsWhileARecordFailsMarksNothing() {
    ownMarked(0);
    refuses = change -> change.equals("+b");
    offer("+a", "+b");
    run();

    lane.end();

    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void aLaneThatEndsInDoubtMarksNothing() {
    ownMarked(0);
    offer("+a");
    commit();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    report(lane.applying().applied(new Outcome.Applied(Optional.empty(), true), now, 0));

    lane.end();

    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void aLaneThatEndsWithoutItsFenceMarksNothing() {
    ownMarked(0);
    offer("+a", "+b");
    commit();
    decodeNext(now);
    lane.applying().applied(APPLIED, now, 0);
    decodeNext(now);
    lane.applying().applied(new Outcome.FenceLost("a newer owner"), now, 0);

    lane.end();

    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void aLaneThatEndsWhileItReadsAgainMarksNothing() {
    acquireMarked();
    StartPosition replaying = StartPositions.replaying(2, 5);
    lane.positioned(
        new StartPosition(
            replaying.position(),
            true,
            Optional.empty(),
            replaying.replay(),
            Optional.empty(),
            position(0),
            Optional.of(position(1)),
            OwnerNotes.NONE),
        now);
    assertThat(lane.replaying().isReading()).isTrue();

    lane.end();

    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void aMarkThatCannotBeWrittenIsToldAndTriedAgainOnceTheStoreAnswers() {
    oweAMark();
    assertThat(lane.next(now)).isInstanceOf(LaneAction.WriteMark.class);

    assertThat(lane.marked(UNAVAILABLE, now, 0))
        .containsExactly(
            new StoreMarkEvent.MarkFailed(
                PARTITION, "unavailable", "as scripted", 1, SECOND, true));
    assertThat(lane.next(now)).isEqualTo(new LaneAction.WaitUntil(SECOND.toNanos(), true));
    lane.retryBy(300);

    assertThat(lane.next(now)).isEqualTo(new LaneAction.WaitUntil(300, true));
    assertThat(lane.next(300)).isInstanceOf(LaneAction.WriteMark.class);
    assertThat(lane.marked(APPLIED, 300, 0))
        .containsExactly(new StoreMarkEvent.MarkWritten(PARTITION, 2));
  }

  @Test
  void aMarkThatWasOwedIsOwedNoMoreOnceThePositionIsGivenUp() {
    oweAMark();
    assertThat(lane.needsPosition()).as("the mark comes first").isFalse();

    lane.unpositioned();

    assertThat(lane.next(now)).isEqualTo(NOTHING);
    assertThat(lane.needsPosition()).isTrue();
  }

  @Test
  void whatWasReadIsDiscardedOnceThePositionIsGivenUp() {
    own(0, "", 2);
    offer("+a", "+b");
    lane.next(now);
    assertThat(lane.needsPosition()).isFalse();

    lane.unpositioned();

    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.buffer().isOpen()).isFalse();
    assertThat(lane.next(now)).isEqualTo(NOTHING);
  }

  @Test
  void aRecordInWorkIsDiscardedWhereReadingBeginsElsewhere() {
    own(0, "", 9);
    offer("+a");
    lane.next(now);

    lane.positioned(StartPositions.of(start(5, "", 9)), now);
    assertThat(lane.next(now)).isEqualTo(NOTHING);
    lane.offer(record(5, "+b"));

    assertThat(lane.next(now)).isEqualTo(new LaneAction.Decode(record(5, "+b"), 1, true, false));
  }

  @Test
  void noPositionIsNeededWhileARecordIsInWork() {
    own(0, "", 9);
    offer("+a");
    lane.next(now);

    lane.buffer().reportOutOfRange();

    assertThat(lane.needsPosition()).as("it is finished first").isFalse();
  }

  @Test
  void aLaneWaitsForAnOutageWhereItsLockOrItsMarkIsNotAnswered() {
    assertThat(lane.waitsForOutage()).isFalse();
    lane.fenceAttempted(new FenceOutcome.NotAcquired("unavailable", "no"), now, 0);
    assertThat(lane.waitsForOutage()).isTrue();

    oweAMark();
    assertThat(lane.waitsForOutage()).isFalse();
    lane.next(now);
    lane.marked(UNAVAILABLE, now, 0);
    assertThat(lane.waitsForOutage()).isTrue();
    lane.next(SECOND.toNanos());
    lane.marked(APPLIED, now, 0);
    assertThat(lane.waitsForOutage()).isFalse();
  }

  @Test
  void aLaneWaitsForAnOutageWhereARecordIsNotAnsweredAndNotWhereItIsRefused() {
    own(0, "", 9);
    offer("+a");
    commit();
    decodeNext(now);
    lane.applying().applied(REJECTED, now, 0);
    assertThat(lane.waitsForOutage()).isFalse();

    decodeNext(SECOND.toNanos());
    lane.applying().applied(UNAVAILABLE, SECOND.toNanos(), 0);
    assertThat(lane.waitsForOutage()).isTrue();

    lane.end();
    assertThat(lane.waitsForOutage()).as("it has ended").isFalse();
  }

  @Test
  void howFarThePartitionIsReadIsOfUseToALaneThatCollectsOrHasNothingToDo() {
    assertThat(lane.wantsReadTo()).as("no position").isFalse();
    own(0, "rbac-consumer/1 through=2 bytes=1000", 9);
    assertThat(lane.wantsReadTo()).as("it collects what to recover").isTrue();

    own(0, "", 9);
    assertThat(lane.wantsReadTo()).as("nothing to do").isTrue();
    offer("+a");
    assertThat(lane.wantsReadTo()).as("a record waits").isFalse();
    lane.next(now);
    assertThat(lane.wantsReadTo()).as("a record is in work").isFalse();
  }

  private void oweAMark() {
    acquireMarked();
    lane.positioned(StartPositions.of(start(0, "", 9)), now);
  }

  private void ownMarked(long seen) {
    acquireMarked();
    lane.positioned(
        new StartPosition(
            Optional.of(position(seen)),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            position(seen),
            Optional.of(position(seen)),
            OwnerNotes.NONE),
        now);
  }

  private void acquireMarked() {
    StoreMemory memory = StoreMemory.of(StoreMemory.Lock.HELD, List.of(mark(0)));
    lane.next(now);
    lane.fenceAttempted(new FenceOutcome.Acquired(TOKEN, memory, Set.of()), now, 0);
  }

  private static Optional<StoreMark> marks(long seen) {
    return Optional.of(mark(seen));
  }

  private static StoreMark mark(long seen) {
    return StoreMark.of(Optional.empty(), new CommitPosition(seen));
  }
}
