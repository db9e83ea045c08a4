package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A record of a replay that is set aside had the last word on its tuples: the records before it
 * have it now.
 */
class AsideInReplayTest extends AsideReplayScript {
  @ParameterizedTest
  @EnumSource(names = {"SKIP", "DEAD_LETTER"})
  void whatTheEarlierRecordSaysIsAppliedAndTheRecordsBehindFollowAtOnce(FailurePolicy policy)
      throws Exception {
    replaceTheSecondRecord(policy);

    answer(APPLIED);

    assertThat(happened).last().isEqualTo("tombstone 2");
    assertThat(call()).isEqualTo("+c +d");
    assertThat(aside()).containsExactly(1L);
  }

  @Test
  void anAttemptInItsPlaceThatGetsNoAnswerIsRepeated() throws Exception {
    replaceTheSecondRecord(FailurePolicy.SKIP);

    answer(UNAVAILABLE);

    assertThat(happened).last().isEqualTo("retrying 1");
    assertThat(goOn()).isInstanceOf(LaneAction.WaitUntil.class);
    now = Duration.ofMinutes(1).toNanos();
    assertThat(call()).isEqualTo("+a");
    answer(APPLIED);
    assertThat(happened).last().isEqualTo("tombstone 2");
  }

  @Test
  void anAttemptInItsPlaceThatFindsTheFenceLostIsReported() throws Exception {
    replaceTheSecondRecord(FailurePolicy.SKIP);

    List<DeliveryEvent> events = lane.applying().applied(new Outcome.FenceLost("replaced"), now, 0);

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            PartitionEvent.FenceLost.class,
            it -> assertThat(it.record()).contains(record(1, "+a +x")));
    assertThat(lane.ownership().fence()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"SKIP", "DEAD_LETTER"})
  void whereTheEarlierRecordIsRefusedTooTheOneBeforeItHasTheLastWord(FailurePolicy policy)
      throws Exception {
    policy(policy);
    replay(4, 0, "+a", "+a", "+a +x", "+c");
    refuseUntil("+a");

    List<DeliveryEvent> events = lane.applying().applied(REJECTED, now, 0);

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            RecordEvent.Skipped.class,
            it ->
                assertThat(it.failure().message())
                    .isEqualTo(
                        "what offset 1 says is applied in its place, and is refused, too: no such"
                            + " type"));
    assertThat(call()).as("of the first record").isEqualTo("+a");
    answer(APPLIED);
    assertThat(call()).isEqualTo("+c");
    assertThat(aside()).containsExactly(1L, 2L);
  }

  @Test
  void nothingMoreIsSetAsideThanACommitCanName() throws Exception {
    policy(FailurePolicy.SKIP);
    replay(5, ReplayRange.MAX_ASIDE - 1, "+a", "+a +x", "", "+c", "+d");
    refuseUntil("+a");

    answer(REJECTED);

    assertThat(failures).containsExactly("rejected/replay_aside");
    assertThat(happened).last().isEqualTo("retrying 1");
  }

  @Test
  void whatAnOperatorSetsAsideBlocksWhereWhatIsAppliedInItsPlaceIsRefused() throws Exception {
    policy(FailurePolicy.RETRY);
    replay(5, 0, "+a", "+a +x", "", "+c", "+d");
    while (!happened.contains("retrying 1")) {
      assertThat(call()).isEqualTo("+a +x");
      answer(REJECTED);
    }
    begin(new OperatorAction.SetAside(new Offset(1), digest(1, "+a +x"), true));
    LaneAction.SetAside copy = (LaneAction.SetAside) lane.next(now);
    report(lane.operator().copied(copy, Optional.empty(), now, 0));
    now = Duration.ofMinutes(1).toNanos();
    assertThat(call()).isEqualTo("+a");
    failures.clear();

    answer(REJECTED);

    assertThat(failures).containsExactly("rejected/unknown_type");
    assertThat(happened).last().isEqualTo("retrying 1");
  }

  @ParameterizedTest
  @EnumSource(names = {"SKIP", "DEAD_LETTER"})
  void inAReplayInWhichNothingMoreIsSetAsideARefusedRecordBlocks(FailurePolicy policy)
      throws Exception {
    policy(policy);
    replay(2, ReplayRange.MAX_ASIDE, "+a", "+b");
    refuseUntil("+a");

    answer(REJECTED);

    assertThat(failures).containsExactly("rejected/replay_aside");
    assertThat(happened).containsExactly("retrying 0");
  }

  @Test
  void aRecordThatBlocksAnywayKeepsItsReasonInSuchAReplay() throws Exception {
    policy(FailurePolicy.RETRY);
    replay(2, ReplayRange.MAX_ASIDE, "+a", "+b");
    refuseUntil("+a");

    answer(REJECTED);

    assertThat(failures).containsExactly("rejected/unknown_type");
  }

  @Test
  void aRecordWithoutTuplesAndOneBehindTheRangeAreSetAsideInSuchAReplay() throws Exception {
    policy(FailurePolicy.SKIP);
    replay(2, ReplayRange.MAX_ASIDE, "+a", "!", "+b", "+c");
    assertThat(call()).isEqualTo("+a");
    answer(APPLIED);
    assertThat(happened).containsExactly("0", "skipped 1");
    refuseUntil("+b");

    answer(REJECTED);

    assertThat(happened).containsExactly("0", "skipped 1", "skipped 2");
    assertThat(failures).isEmpty();
  }

  @Test
  void anOperatorSetsNothingAsideThatNoCommitCanName() throws Exception {
    policy(FailurePolicy.RETRY);
    replay(2, ReplayRange.MAX_ASIDE, "+a", "+b");
    refuseUntil("+a");
    answer(REJECTED);

    begin(new OperatorAction.SetAside(new Offset(0), digest(0, "+a"), true));
    lane.next(now);

    assertThat(answers())
        .containsExactly(
            new ActionReply(
                Code.NOT_READY,
                "more records were set aside in this replay than a commit can name"));
  }

  @Test
  void anOperatorSetsNoRecordOfAReplayAsideBeforeItIsDecoded() throws Exception {
    replay(2, 0, "+a", "+b");
    goOnToDecoding();
    begin(new OperatorAction.Pause());
    commit();
    begin(new OperatorAction.SetAside(new Offset(0), digest(0, "+a"), false));

    lane.next(now);

    assertThat(answers())
        .last()
        .isEqualTo(
            new ActionReply(
                Code.NOT_READY,
                "the record is part of a replay and not decoded yet; resume the partition, and set"
                    + " it aside once it is blocked"));
  }

  @Test
  void anOperatorSetsAFaultyRecordOfAReplayAside() throws Exception {
    policy(FailurePolicy.RETRY);
    replay(2, 0, "!", "+b");
    assertThat(goOn()).isInstanceOf(LaneAction.WaitUntil.class);
    assertThat(happened).containsExactly("retrying 0");

    begin(new OperatorAction.SetAside(new Offset(0), digest(0, "!"), true));

    assertThat(lane.next(now)).isInstanceOf(LaneAction.SetAside.class);
  }

  /** Nothing is left to apply in its place, so the commit that confirms the action may follow. */
  @Test
  void aRecordOfWhichNothingIsLeftIsSetAsideDuringAPause() throws Exception {
    batches(1);
    replay(2, 0, "+a", "-a");
    report(lane.decoded(decode(goOnToDecoding().record()), now, 0));
    begin(new OperatorAction.Pause());
    commit();
    begin(new OperatorAction.SetAside(new Offset(0), digest(0, "+a"), false));

    LaneAction.SetAside copy = (LaneAction.SetAside) lane.next(now);
    report(lane.operator().copied(copy, Optional.empty(), now, 0));
    commit();

    assertThat(answers()).extracting(ActionReply::code).containsExactly(Code.DONE, Code.DONE);
    assertThat(aside()).containsExactly(0L);
  }

  @Test
  void aRecordOfAReplayIsNotParkedAndOneBehindItIs() throws Exception {
    settings =
        settings.withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.QUARANTINE));
    batches(1);
    open();
    replay(1, 0, "+a", "+b");
    refuseUntil("+a");

    List<DeliveryEvent> events = lane.applying().applied(REJECTED, now, 0);

    assertThat(((RecordEvent.Retrying) events.get(0)).failure().message())
        .isEqualTo(
            "cannot be parked, since its part of the log is being replayed, where no more records"
                + " are parked: no such type");
    now = Duration.ofMinutes(10).toNanos();
    assertThat(call()).isEqualTo("+a");
    answer(APPLIED);
    assertThat(call()).isEqualTo("+b");
    answer(REJECTED);
    assertThat(goOn()).isInstanceOf(LaneAction.Park.class);
  }

  /** Goes on to the part that is applied in place of the second record, and is about {@code a}. */
  private void replaceTheSecondRecord(FailurePolicy policy) throws Exception {
    policy(policy);
    replay(5, 0, "+a", "+a +x", "", "+c", "+d");
    assertThat(call()).isEqualTo("+a +x");
    refuseUntil("+a");
    assertThat(happened).contains(policy == FailurePolicy.SKIP ? "skipped 1" : "dead-lettered 1");
  }

  /** Refuses every change up to one, which is the next one to be answered. */
  private void refuseUntil(String change) throws Exception {
    String next = call();
    while (!next.equals(change)) {
      answer(REJECTED);
      next = call();
    }
  }

  private static String digest(long offset, String value) {
    return RecordDigest.of(record(offset, value));
  }
}
