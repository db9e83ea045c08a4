package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes to the store as one change after a crash. */
class LaneRangeTest extends LaneScript {
  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsFoldedIntoOneChangeFirst() {
    recover(0, 3, "+a", "-a +b", "-b +c", "+d");

    run();

    assertThat(happened).containsExactly("call -a -b +c", "0", "1", "2", "call +d", "3");
  }

  @Test
  void aMarkBeyondTheEndOfTheLogCoversWhatThereIs() {
    recover(0, 500, "+a", "-a");

    run();

    assertThat(happened).containsExactly("call -a", "0", "1");
  }

  @Test
  void nothingIsAppliedWhileARecordOfTheRangeIsStillToCome() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 2);
    lane.offer(record(0, "+a"));
    lane.readTo(new CommitPosition(1));
    run();
    assertThat(happened).isEmpty();

    lane.offer(record(1, "-a"));
    lane.readTo(new CommitPosition(2));
    run();

    assertThat(happened).containsExactly("call -a", "0", "1");
  }

  @Test
  void offsetsThatAreNoRecordsEndTheRangeToo() {
    own(0, "rbac-consumer/1 through=9 bytes=1000", 9);
    lane.offer(record(0, "+a"));
    lane.offer(record(4, "+b"));

    lane.readTo(new CommitPosition(9));
    run();

    assertThat(happened).containsExactly("call +a +b", "0", "4");
  }

  @Test
  void theRangeEndsWhereItsBytesDo() {
    own(0, "rbac-consumer/1 through=4 bytes=2", 4);
    offer("+a", "+b", "+c", "+d");

    run();

    assertThat(happened).containsExactly("call +a +b", "0", "1", "call +c", "2", "call +d", "3");
  }

  @Test
  void aCommitByHandCarriesNoMarkSoNothingIsFolded() {
    own(0, "", 9);
    offer("+a", "-a");

    run();

    assertThat(happened).containsExactly("call +a", "0", "call -a", "1");
  }

  @Test
  void workspacesOfTheRangeComeAfterTheFold() {
    recover(0, 3, "w", "+a", "-a");

    run();

    assertThat(happened).containsExactly("call -a", "handle", "0", "1", "2");
  }

  @Test
  void theNextEventForAHandlerWaitsForTheCommitOfTheLast() {
    own(0, "", 9);
    offer("w", "+a", "w");
    commit();
    lane.next(0);
    lane.decoded(decode(record(0, "w")), 0, 0);
    lane.next(0);
    report(lane.applying().handled(APPLIED, 0, 0));
    lane.next(0);
    lane.decoded(decode(record(1, "+a")), 0, 0);

    assertThat(lane.next(0)).isInstanceOf(LaneAction.Apply.class);
    report(lane.applying().applied(APPLIED, 0, 0));
    lane.next(0);
    lane.decoded(decode(record(2, "w")), 0, 0);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    commit();
    assertThat(lane.next(0)).isInstanceOf(LaneAction.Handle.class);
  }

  @Test
  void theFoldEndsBeforeARecordThatBlocksAndGrantsNothingThatALaterOneRemoves() {
    recover(0, 4, "+a +b", "+c", "!", "-a");

    run();

    assertThat(happened).containsExactly("call +b +c", "0", "1", "retrying 2");
    assertThat(commits.get(commits.size() - 1).mark().through()).isEqualTo(position(4));
    lane.end();
    assertThat(lane.lastCheckpoint()).isEmpty();
  }

  @Test
  void nothingIsCommittedBeforeTheWholeRangeIsRead() {
    String metadata = "rbac-consumer/1 through=3 bytes=1000";
    lane.next(0);
    lane.fenceAttempted(acquired(), 0, 0);
    lane.positioned(
        StartPositions.at(
            Optional.of(position(1)),
            false,
            Recovery.of(start(1, metadata, 4), position(1)),
            Optional.empty()),
        0);
    lane.offer(record(1, "+a"));

    lane.end();

    assertThat(lane.lastCheckpoint()).isEmpty();
  }

  @Test
  void whereTheStoreRefusesTheRangeTheLongestBeginningThatItAcceptsIsApplied() {
    refuses = change -> change.contains("+bad");
    recover(0, 4, "+a", "+b", "+bad", "-a");

    run();

    assertThat(happened)
        .containsExactly(
            "call -a +b +bad",
            "call +b +bad",
            "call +b",
            "0",
            "1",
            "call -a +bad",
            "call +bad",
            "retrying 2");
  }

  @Test
  void aRecordThatIsRefusedAloneMayPassWithALaterOneThatOverridesIt() {
    refuses = change -> change.contains("+bad");
    recover(0, 3, "+bad", "-bad", "+x");

    run();

    assertThat(happened).containsExactly("call -bad +x", "0", "1", "2");
  }

  @Test
  void aRefusedRecordUnderThePolicySkipIsPassedAndTheRestGoesOn() {
    settings = settings.withPolicies(FailurePolicies.all(FailurePolicy.SKIP));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    refuses = change -> change.contains("+bad");
    recover(0, 3, "+bad", "!", "+x");

    run();

    assertThat(happened)
        .containsExactly("call +bad +x", "call +bad", "skipped 0", "skipped 1", "call +x", "2");
  }

  @Test
  void aFoldThatLeavesNothingToDoIsNoCall() {
    recover(0, 3, "+a", "!", "-a");

    run();

    assertThat(happened).containsExactly("0", "retrying 1");
  }

  @Test
  void aRangeThatTheStoreRefusedIsTriedWholeAtTheNextAttempt() {
    refuses = change -> change.contains("+bad");
    batches(2);
    own(0, "", 9);
    offer("+bad", "+b");
    run();
    happened.clear();

    refuses = change -> false;
    now = settings.backoff().delay(1, 0).toNanos();
    run();

    assertThat(happened).containsExactly("call +bad +b", "0", "1");
  }
}
