package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies to operators when the partition, its lock or its first record changes. */
class OperatorAnswersTest extends OperatorScript {
  private static final Failure FAILURE =
      new Failure(FailureClass.REJECTED, "unknown_type", "no such type");
  private static final SourceRecord FIRST = record(0, "+a");

  static List<Arguments> settlements() {
    return List.of(
        Arguments.of(new RecordEvent.Applied(FIRST, decode(FIRST), 2, Duration.ZERO), "is applied"),
        Arguments.of(
            new RecordEvent.EventRepeated(FIRST, METADATA),
            "repeats an event that was applied before"),
        Arguments.of(new RecordEvent.Skipped(FIRST, FAILURE), "is skipped by a policy"),
        Arguments.of(
            new RecordEvent.DeadLettered(FIRST, FAILURE),
            "is sent to the dead letters by a policy"),
        Arguments.of(
            new RecordEvent.Parked(FIRST, METADATA, Optional.of(FAILURE), Optional.empty()),
            "is parked in the quarantine by a policy"));
  }

  @ParameterizedTest
  @MethodSource("settlements")
  void retryNowIsDoneHoweverTheRecordIsSettled(RecordEvent event, String how) {
    block("+a", "+b");
    begin(new OperatorAction.RetryNow(), 0);

    lane.operator().observe(List.of(event), 0);

    assertThat(replies()).containsExactly(new ActionReply(Code.DONE, "the record " + how));
  }

  @ParameterizedTest
  @MethodSource("settlements")
  void aRecordThatIsSettledMeanwhileIsNotSetAside(RecordEvent event, String how) {
    block("+a", "+b");
    begin(setAside(0, "+a"), 0);

    lane.operator().observe(List.of(event), 0);

    assertThat(replies()).containsExactly(new ActionReply(Code.HEAD_MOVED, "the record " + how));
  }

  @Test
  void retryNowIsDoneWithTheFirstPartOfAChangeThatIsApplied() {
    blockOnStep();
    begin(new OperatorAction.RetryNow(), 0);
    assertThat(decodeNext(0)).isInstanceOf(LaneAction.Apply.class);

    observe(lane.applying().applied(APPLIED, now, 0));

    assertThat(replies())
        .containsExactly(
            new ActionReply(Code.DONE, "a part of the change is applied, and the rest follows"));
  }

  @Test
  void aRecordOfWhichAPartIsAppliedMeanwhileIsStillSetAside() {
    blockOnStep();
    now = Duration.ofMinutes(10).toNanos();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    begin(setAside(0, "+a +b"), now);

    observe(lane.applying().applied(APPLIED, now, 0));

    assertThat(codes()).isEmpty();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.SetAside.class);
  }

  @Test
  void whatBecomesOfAnotherRecordIsNoAnswer() {
    block("+a", "+b");
    begin(new OperatorAction.RetryNow(), 0);

    SourceRecord other = record(1, "+b");
    lane.operator()
        .observe(List.of(new RecordEvent.Skipped(other, FAILURE), new RecordEvent.GotOn(other)), 0);

    assertThat(codes()).isEmpty();
  }

  @Test
  void anActionIsRefusedUntilTheTimeOfTheOneBeforeIsOver() {
    block("+a", "+b");
    request(new OperatorAction.RetryNow(), 0, 5);
    request(new OperatorAction.Pause(), 4, 100);
    assertThat(codes()).containsExactly(Code.BUSY);

    request(new OperatorAction.Pause(), 5, 100);

    assertThat(replies())
        .containsExactly(
            new ActionReply(
                Code.UNCONFIRMED,
                "the time for the action is over; the attempt may still be in progress"));
    assertThat(lane.operator().paused()).isPresent();
  }

  @Test
  void aRecordThatIsNotCopiedWhenThePartitionGoesIsNotSetAside() {
    block("+a", "+b");
    begin(setAside(0, "+a"), 0);

    lane.operator().close();

    assertThat(replies())
        .containsExactly(
            new ActionReply(Code.NOT_READY, "the partition is handed over; nothing was set aside"));
  }

  @Test
  void ofALetterThatIsNotBegunWhenItsTimeIsOverNothingIsApplied() {
    decodeLetter();

    lane.operator().expire(TIMEOUT);

    assertThat(replies())
        .containsExactly(
            new ActionReply(
                Code.NOT_READY, "the time for the action is over; nothing of it is applied"));
  }

  @Test
  void aLetterThatIsBegunWhenItsTimeIsOverMayBeApplied() {
    decodeLetter();
    assertThat(lane.next(0)).isInstanceOf(LaneAction.ApplyLetter.class);

    lane.operator().expire(TIMEOUT);

    assertThat(replies())
        .containsExactly(
            new ActionReply(
                Code.UNCONFIRMED,
                "the time for the action is over; the attempt may still be in progress"));
  }

  @Test
  void theLockIsTakenAtOnceOnRequest() {
    lane.next(0);
    PartitionEvent.FenceNotAcquired refusal =
        (PartitionEvent.FenceNotAcquired)
            lane.fenceAttempted(new FenceOutcome.NotAcquired("unavailable", "why"), 0, 0);
    assertThat(lane.next(0)).isInstanceOf(LaneAction.WaitUntil.class);
    assertThat(refusal.delay()).isPositive();

    begin(new OperatorAction.RetryNow(), 0);

    assertThat(replies())
        .containsExactly(
            new ActionReply(Code.DONE, "the next attempt at the lock or the mark begins now"));
    assertThat(lane.next(0)).isInstanceOf(LaneAction.AcquireFence.class);
  }

  @Test
  void withoutALockOrAPositionNothingIsSetAside() {
    begin(setAside(0, "+a"), 0);

    assertThat(replies())
        .containsExactly(
            new ActionReply(Code.NOT_READY, "no lock or no position, or it is read again"));
  }

  @Test
  void whileARangeIsReadToBeRecoveredItsFirstRecordIsNotKnown() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 2);
    offer("+a", "-a");
    assertThat(lane.operator().head()).isEmpty();

    lane.readTo(position(2));
    lane.next(0);

    assertThat(lane.operator().head().map(SourceRecord::offset)).contains(new Offset(0));
  }

  @Test
  void aPausedPartitionIsReadUpToTheEndOfTheRangeToRecover() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 2);
    begin(new OperatorAction.Pause(), 0);
    offer("+a", "-a");
    lane.readTo(position(2));

    assertThat(decodeNext(0)).isInstanceOf(LaneAction.AwaitEvent.class);

    assertThat(lane.operator().head().map(SourceRecord::offset)).contains(new Offset(0));
  }

  @Test
  void aRecordThatHasNotFailedIsNotSetAside() {
    own(0, "", 1);
    offer("+a");

    begin(setAside(0, "+a"), 0);

    assertThat(replies())
        .containsExactly(
            new ActionReply(Code.NOT_BLOCKED, "the record has not failed, and nothing is paused"));
  }

  @Test
  void aPartitionThatWasReadToItsEndHasNoRecordToSetAside() {
    own(0, "", 1);
    offer("+a");
    run();

    begin(setAside(0, "+a"), 0);

    assertThat(replies())
        .containsExactly(new ActionReply(Code.NOTHING_WAITS, "no record of the partition waits"));
  }

  @Test
  void aRecordIsNotSetAsideOnceAnotherOneIsTheFirst() {
    block("+a", "+b");
    begin(setAside(0, "+a"), 0);
    lane.positioned(StartPositions.of(start(1, "", 2)), 0);
    lane.offer(record(1, "+b"));

    run();

    assertThat(happened).endsWith("call +b", "1");
    assertThat(replies())
        .containsExactly(new ActionReply(Code.NOT_READY, "another record is the first one now"));
  }

  @Test
  void aRecordThatAPolicySetsAsideIsNotSetAsideByAnOperatorToo() {
    with(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.DEAD_LETTER)));
    letterProblem = new Outcome.RetryLater("unavailable", "why");
    block("+a", "+b");

    begin(setAside(0, "+a"), 0);
    assertThat(lane.next(0)).isInstanceOf(LaneAction.WaitUntil.class);

    assertThat(replies())
        .containsExactly(new ActionReply(Code.NOT_READY, "the record is being set aside already"));
  }

  @Test
  void aDeadLetterAndASkippedRecordHaveTheirEvents() {
    block("+a", "+b");
    observe(copy(true));
    assertThat(happened).endsWith("dead-lettered 0");

    happened.clear();
    with(LaneSettings.DEFAULT);
    block("+a", "+b");
    observe(copy(false));
    assertThat(happened).endsWith("skipped 0");
  }

  private List<DeliveryEvent> copy(boolean isForReplay) {
    begin(new OperatorAction.SetAside(new Offset(0), RecordDigest.of(FIRST), isForReplay), 0);
    LaneAction.SetAside copy = (LaneAction.SetAside) lane.next(0);
    return lane.operator().copied(copy, Optional.empty(), 0, 0);
  }

  /** Blocks the partition on its first record, or on sending it to the dead letters. */
  private void block(String... values) {
    refuses = change -> change.equals("+a");
    own(0, "", values.length);
    offer(values);
    run();
    assertThat(happened).endsWith("retrying 0");
  }

  /** Blocks the partition on the first of two steps. */
  private void blockOnStep() {
    with(LaneSettings.DEFAULT.withSteps(new ChangeSteps(1, 1)));
    block("+a +b");
  }

  private void with(LaneSettings changed) {
    settings = changed;
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }

  private static OperatorAction setAside(long offset, String value) {
    return new OperatorAction.SetAside(
        new Offset(offset), RecordDigest.of(record(offset, value)), false);
  }

  /** Begins to replay the only record, which was applied, and decodes it. */
  private void decodeLetter() {
    own(0, "", 1);
    offer("+a");
    run();
    LetterId place = new LetterId(new PartitionId("dead-letters", 0), new Offset(0));
    begin(new OperatorAction.ReplayLetter(place, FIRST, Set.of()), 0);
    LaneAction.DecodeLetter decoding = (LaneAction.DecodeLetter) lane.next(0);
    lane.operator().letters().decoded(decoding, Optional.of(decode(FIRST)));
  }
}
