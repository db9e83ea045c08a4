package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.UNAVAILABLE;
import static dev.rbacconsumer.core.delivery.SharedParts.position;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifies what wakes the thread of a lane, what it performs, and when operators are answered. */
class LaneDriverTest {
  private final SharedParts parts = new SharedParts();
  private final DrivenLane lane = new DrivenLane(parts);

  @Test
  void aLaneThatWaitsForItsPositionIsWokenByIt() {
    lane.run();
    assertThat(lane.sleeper.isAsleep()).isTrue();

    lane.driver.positioned(DrivenLane.start(0));

    assertThat(lane.sleeper.isAsleep()).isFalse();
  }

  @Test
  void aLaneThatCollectsARangeIsWokenWhenReadingHasGotFurther() {
    lane.run();
    lane.driver.positioned(DrivenLane.recovering(0, 5));
    lane.run();
    assertThat(lane.sleeper.isAsleep()).isTrue();

    lane.driver.readTo(position(3));
    assertThat(lane.sleeper.isAsleep()).isFalse();

    lane.run();
    lane.driver.readTo(position(3));
    assertThat(lane.sleeper.isAsleep()).as("nothing new").isTrue();
  }

  @Test
  void aLaneReplaysFromItsPositionOnUntilItHasSettledTheRange() {
    lane.run();
    assertThat(lane.driver.isReplaying()).isFalse();

    lane.driver.positioned(DrivenLane.replaying(0, 5));
    assertThat(lane.driver.isReplaying()).isTrue();

    lane.driver.positioned(DrivenLane.start(5));
    assertThat(lane.driver.isReplaying()).isFalse();
  }

  @Test
  void whatAChainLeavesIsPerformedNext() {
    lane.own();

    lane.driver.leave(waitOf(5));
    lane.sleeper.wake();
    lane.run();

    assertThat(lane.sleeper.sleeps).contains(ofSeconds(5));
  }

  @Test
  void whatAChainLeavesIsPerformedOnce() {
    lane.own();
    lane.driver.leave(waitOf(5));
    lane.sleeper.wake();
    lane.run();

    lane.sleeper.wake();
    lane.run();

    assertThat(lane.sleeper.sleeps).containsOnlyOnce(ofSeconds(5));
  }

  @Test
  void aLaneThatIsToEndPerformsNothingThatAChainHasLeft() {
    lane.own();
    lane.driver.leave(SharedParts.decoding(0));
    lane.driver.end();

    assertThat(lane.driver.next()).isEmpty();
    assertThat(parts.decoded).isEmpty();
  }

  @Test
  void aLaneThatADefectEndedPerformsNothingThatAChainHasLeft() {
    lane.own();
    lane.driver.leave(SharedParts.decoding(0));
    lane.driver.fail(new IllegalStateException("a defect"));

    assertThat(lane.driver.next()).isEmpty();
    assertThat(parts.decoded).isEmpty();
  }

  @Test
  void aRefusedActionIsAnsweredAtOnce() {
    lane.own();

    lane.request(new OperatorAction.RetryNow());

    assertThat(lane.codes()).containsExactly(Code.NOTHING_WAITS);
    assertThat(parts.events(PartitionEvent.OperatorActed.class)).hasSize(1);
  }

  @Test
  void aPauseIsAnsweredByTheCommitThatConfirmsIt() {
    lane.own();
    lane.request(new OperatorAction.Pause());
    assertThat(lane.codes()).isEmpty();

    lane.commit();

    assertThat(lane.codes()).containsExactly(Code.DONE);
  }

  @Test
  void aRetryIsAnsweredWhenTheRecordIsApplied() {
    parts.sink = new OneFailure();
    DrivenLane failing = new DrivenLane(parts);
    failing.own();
    failing.deliver(0);
    assertThat(parts.events(RecordEvent.Retrying.class)).hasSize(1);

    failing.request(new OperatorAction.RetryNow());
    assertThat(failing.codes()).isEmpty();
    failing.run();

    assertThat(failing.codes()).containsExactly(Code.DONE);
  }

  @Test
  void thePauseOfAnEarlierOwnerIsReportedWithThePosition() {
    lane.run();
    OperatorPause pause = new OperatorPause("ann", "a test", parts.clock.now());

    lane.driver.positioned(pausedBy(pause));

    assertThat(parts.events(PartitionEvent.PauseChanged.class))
        .extracting(it -> it.pause().map(OperatorPause::by))
        .containsExactly(Optional.of("ann"));
  }

  @Test
  void aPauseIsReportedWhenItBeginsAndWhenItEndsAndNotInBetween() {
    lane.own();
    assertThat(parts.events(PartitionEvent.PauseChanged.class)).isEmpty();

    lane.request(new OperatorAction.Pause());
    lane.commit();
    lane.request(new OperatorAction.Pause());
    assertThat(parts.events(PartitionEvent.PauseChanged.class)).hasSize(1);

    lane.request(new OperatorAction.Resume());
    lane.commit();

    assertThat(parts.events(PartitionEvent.PauseChanged.class))
        .extracting(it -> it.pause().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void aPartitionThatIsGivenUpAnswersTheActionInProgress() {
    lane.own();
    lane.request(new OperatorAction.Pause());

    lane.driver.closeActions();

    assertThat(lane.codes()).containsExactly(Code.UNCONFIRMED);
  }

  @Test
  void anActionThatTakesTooLongIsAnswered() {
    lane.own();
    lane.request(new OperatorAction.Pause());

    lane.driver.expireAction(parts.clock.nanoTime() + ofSeconds(60).toNanos());

    assertThat(lane.codes()).containsExactly(Code.UNCONFIRMED);
  }

  @Test
  void aRecordThatIsReadAgainFromAnEarlierPositionIsDecodedAheadAgain() {
    PreparingSink sink = new PreparingSink(parts);
    sink.answer = UNAVAILABLE;
    parts.sink = sink;
    DrivenLane ahead = new DrivenLane(parts);
    ahead.own();
    ahead.deliver(0, 1, 2);
    ahead.driver.change(Lane::unpositioned);
    parts.decoded.clear();

    ahead.driver.positioned(DrivenLane.start(0));
    ahead.deliver(0, 1, 2);

    assertThat(sink.decodedByThen).last().isEqualTo(List.of(0L, 1L, 2L));
  }

  @Test
  void theBacklogNamesThePartitionAsItIs() {
    lane.own();

    lane.offer(0, 1);

    assertThat(lane.driver.partition()).isEqualTo(P0);
    assertThat(lane.driver.backlog().queuedRecords()).isEqualTo(2);
  }

  private StartPosition pausedBy(OperatorPause pause) {
    OwnerNotes notes = OwnerNotes.NONE.withPaused(Optional.of(pause));
    return DrivenLane.start(0, Optional.empty(), Optional.empty(), notes);
  }

  private LaneAction waitOf(int seconds) {
    return new LaneAction.WaitUntil(parts.clock.nanoTime() + ofSeconds(seconds).toNanos());
  }
}
