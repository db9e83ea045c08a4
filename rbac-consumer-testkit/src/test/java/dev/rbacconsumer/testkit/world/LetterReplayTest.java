package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.LetterWorld.ANN;
import static dev.rbacconsumer.testkit.world.LetterWorld.BOB;
import static dev.rbacconsumer.testkit.world.LetterWorld.CID;
import static dev.rbacconsumer.testkit.world.LetterWorld.P0;
import static dev.rbacconsumer.testkit.world.LetterWorld.ROLE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters that the owner of their partition applies between two records. */
class LetterReplayTest {
  private static final Outcome UNAVAILABLE =
      new Outcome.RetryLater("unavailable", "no connection", false);
  private static final String SAFE = "; it is safe to replay it again";

  private LetterWorld letters = new LetterWorld();

  @Test
  void aLetterIsAppliedBetweenTwoRecords() {
    setAside(List.of(), List.of(ROLE, ANN));
    letters.next(
        BOB,
        letters.after(
            () -> {
              letters.requestReplay(0);
              append(List.of(), List.of(CID));
            }));
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.words()).containsExactly("+* +ann", "+bob", "+* +ann", "+cid");
    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(
                Code.DONE,
                "2 operations are applied; 0 are left out, since later records changed their"
                    + " tuples"));
    assertThat(letters.kept).singleElement().isEqualTo(replayed(2, 2, 0));
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, ANN, BOB, CID);
    assertThat(letters.world.source().committed()).containsEntry(P0, new CommitPosition(3));
  }

  /** Otherwise the letter would bring back what the first step of the record has removed. */
  @Test
  void aLetterWaitsForTheRestOfARecordThatIsAppliedInSteps() {
    letters = new LetterWorld(new ChangeSteps(1, 1));
    setAside(List.of(), List.of(ROLE, ANN));
    letters.calls.clear();
    letters.next(ANN, letters.after(() -> letters.requestReplay(0)));
    append(List.of(ANN, BOB), List.of());
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.words()).containsExactly("-ann", "-bob", "+*");
    assertThat(letters.store.tuples()).containsExactly(ROLE);
    assertThat(letters.kept).singleElement().isEqualTo(replayed(2, 1, 1));
  }

  @Test
  void operationsOnTuplesThatLaterRecordsChangedAreLeftOut() {
    setAside(List.of(CID), List.of(ROLE, ANN, BOB));
    append(List.of(), List.of(CID));
    append(List.of(ANN), List.of());
    letters.world.runFor(ofSeconds(2));

    ActionReply reply = letters.replay(0);

    assertThat(reply.code()).isEqualTo(Code.DONE);
    assertThat(reply.message()).startsWith("2 operations are applied; 2 are left out");
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, BOB, CID);
    assertThat(letters.kept).singleElement().isEqualTo(replayed(3, 2, 2));
  }

  @Test
  void ofALaterRecordThatWasSetAsideTooOnlyTheRemovalsCount() {
    append(List.of(BOB), List.of(ROLE, ANN));
    append(List.of(ANN), List.of(ROLE, BOB));
    letters.run();
    assertThat(letters.copies).hasSize(2);
    letters.mendSchema();
    letters.calls.clear();

    ActionReply first = letters.replay(0, 1);
    ActionReply second = letters.replay(1);

    assertThat(List.of(first.code(), second.code())).containsExactly(Code.DONE, Code.DONE);
    assertThat(letters.words()).containsExactly("-bob +*", "-ann +* +bob");
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, BOB);
  }

  @Test
  void aLetterWhoseTuplesHaveAllChangedNeedsNoCall() {
    setAside(List.of(), List.of(ROLE));
    append(List.of(ROLE), List.of());
    letters.world.runFor(ofSeconds(2));
    letters.calls.clear();

    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.calls).isEmpty();
    assertThat(letters.kept).singleElement().isEqualTo(replayed(2, 0, 1));
  }

  @Test
  void theRecordThatBlocksThePartitionComesFirst() {
    setAside(List.of(), List.of(ROLE));
    letters.next(BOB, call -> UNAVAILABLE);
    append(List.of(), List.of(BOB));
    append(List.of(ROLE), List.of());
    letters.world.runFor(ofMillis(50));

    letters.requestReplay(0);
    letters.world.runFor(ofMillis(50));

    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(
                Code.BLOCKED, "the partition is blocked by offset 1, which comes first"));
    letters.world.runFor(ofMinutes(1));
    assertThat(letters.words()).as("the records go on").containsExactly("+*", "+bob", "+bob", "-*");
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(BOB);
  }

  @Test
  void aLetterBehindWhichTheLogHasLostRecordsIsRefused() {
    setAside(List.of(), List.of(ROLE));
    append(List.of(ROLE), List.of());
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));
    letters.deleteBelow(2);
    letters.calls.clear();

    assertThat(letters.replay(0))
        .isEqualTo(
            new ActionReply(
                Code.RECORDS_GONE,
                "the log begins at 2, so what the records from 1 on have changed is not known"));
    assertThat(letters.calls).isEmpty();
    assertThat(letters.kept).isEmpty();
    append(List.of(), List.of(CID));
    letters.world.runFor(ofSeconds(2));
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(BOB, CID);
  }

  /** The store and the group are new, and everything is written once more. */
  @Test
  void aLetterWhoseRecordIsStillToComeIsRefused() {
    applyThreeAndRevoke();

    letters.store.clear();
    letters.world.source().forgetCommit(P0);
    letters.world.source().assign(P0);
    letters.next(ANN, letters.after(() -> letters.requestReplay(1)));
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(
                Code.NOT_READY, "the partition is read again, and has not come to the record yet"));
    assertThat(letters.words()).containsExactly("+ann", "+*", "+bob");
  }

  @Test
  void aLetterWaitsWhileAGroupThatWasSetBackReadsItsPartitionAgain() {
    applyThreeAndRevoke();

    letters.world.source().commitFromOutside(P0, 0);
    letters.world.source().assign(P0);
    letters.next(ANN, letters.after(() -> letters.requestReplay(1)));
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.replies).extracting(ActionReply::code).containsExactly(Code.DONE);
    assertThat(letters.words()).containsExactly("+ann", "+*", "+bob", "+*");
  }

  @Test
  void nothingIsReplayedDuringAPause() {
    setAside(List.of(), List.of(ROLE));
    letters.request(new OperatorAction.Pause());
    letters.world.runFor(ofSeconds(2));
    letters.calls.clear();

    ActionReply refusal = letters.replay(0);

    assertThat(refusal.code()).isEqualTo(Code.PAUSED);
    assertThat(refusal.message()).endsWith("; resume it first");
    assertThat(letters.calls).isEmpty();
    letters.request(new OperatorAction.Resume());
    letters.world.runFor(ofSeconds(2));
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  @Test
  void aPauseIsRefusedWhileALetterIsReplayed() {
    setAside(List.of(), List.of(ROLE));
    letters.requestReplay(0);
    letters.request(new OperatorAction.Pause());
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.replies).extracting(ActionReply::code).containsExactly(Code.BUSY, Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  @Test
  void replayedAgainALetterLeavesOutWhatHasChangedMeanwhile() {
    setAside(List.of(), List.of(ROLE, ANN));
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    append(List.of(ANN), List.of());
    letters.world.runFor(ofSeconds(2));

    ActionReply again = letters.replay(0);

    assertThat(again.code()).isEqualTo(Code.DONE);
    assertThat(again.message()).startsWith("1 operations are applied; 1 are left out");
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  /** The letter is in effect, but counts as not replayed: the next request goes on from there. */
  @Test
  void aReplayThatCannotBeKeptIsUnconfirmedAndMayBeRepeated() {
    setAside(List.of(), List.of(ROLE, ANN));
    letters.keepingProblems.add(new Outcome.RetryLater("unavailable", "the topic does not answer"));

    ActionReply unconfirmed = letters.replay(0);

    assertThat(unconfirmed.code()).isEqualTo(Code.UNCONFIRMED);
    assertThat(unconfirmed.message())
        .startsWith("2 operations are applied")
        .endsWith("; that is not kept: the topic does not answer" + SAFE);
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, ANN);
    append(List.of(ANN), List.of());
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
    assertThat(letters.kept).singleElement().isEqualTo(replayed(2, 1, 1));
  }

  @Test
  void aLetterThatIsStillRefusedBlocksNothingAndIsNotCopiedAgain() {
    setAside(List.of(), List.of(ROLE));
    letters.next(ROLE, call -> new Outcome.Rejected("invalid_argument", "no such type"));
    letters.requestReplay(0);
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(
                Code.STILL_FAILING,
                "it cannot be applied: rejected/invalid_argument: no such type" + SAFE));
    assertThat(letters.copies).hasSize(1);
    assertThat(letters.kept).isEmpty();
    assertThat(letters.store.tuples()).containsExactly(BOB);
  }

  /** Applies three records, of which the second one is set aside. */
  private void applyThreeAndRevoke() {
    append(List.of(), List.of(ANN));
    append(List.of(), List.of(ROLE));
    append(List.of(), List.of(BOB));
    letters.run();
    assertThat(letters.copies).hasSize(1);
    letters.mendSchema();
    letters.world.source().revoke(P0);
    letters.world.runFor(ofSeconds(2));
    letters.calls.clear();
  }

  private void setAside(List<RelationTuple> removed, List<RelationTuple> added) {
    append(removed, added);
    letters.run();
    assertThat(letters.copies).hasSize(1);
    letters.mendSchema();
  }

  private void append(List<RelationTuple> removed, List<RelationTuple> added) {
    letters.append(removed, added);
  }

  private ReplayedLetter replayed(long position, int applied, int leftOut) {
    ReplayedLetter only = letters.kept.get(0);
    return new ReplayedLetter(
        only.letter(),
        letters.copies.get(0).record(),
        "ann",
        "schema is fixed",
        new CommitPosition(position),
        only.at(),
        applied,
        leftOut);
  }
}
