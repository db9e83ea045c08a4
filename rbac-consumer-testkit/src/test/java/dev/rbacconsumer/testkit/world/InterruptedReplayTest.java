package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.LetterWorld.ANN;
import static dev.rbacconsumer.testkit.world.LetterWorld.BOB;
import static dev.rbacconsumer.testkit.world.LetterWorld.P0;
import static dev.rbacconsumer.testkit.world.LetterWorld.ROLE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replays of dead letters that end before they are done, and what the next request finds. */
class InterruptedReplayTest {
  private static final String SAFE = "; it is safe to replay it again";

  private LetterWorld letters = new LetterWorld();

  /** Another owner takes the lock, applies a later record, and the partition comes back. */
  @Test
  void aLetterWhoseFenceIsLostIsNotAppliedUnderTheNextOne() {
    setAside(List.of(), List.of(ROLE, ANN));
    letters.next(ROLE, letters.after(() -> removeAnnAsAnotherOwner()));
    letters.calls.clear();

    letters.requestReplay(0);
    letters.world.runFor(ofMinutes(1));

    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(Code.UNCONFIRMED, "the lock of the partition was lost" + SAFE));
    assertThat(letters.store.tuples()).isEmpty();
    assertThat(letters.kept).isEmpty();
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
    assertThat(letters.calls.get(0).fence()).isNotEqualTo(last().fence());
  }

  @Test
  void aLetterThatIsHalfAppliedWhenTheFenceIsLostIsCompletedByTheNextRequest() {
    letters = new LetterWorld(new ChangeSteps(1, 1));
    setAside(List.of(), List.of(ROLE, ANN));
    letters.next(ANN, letters.after(() -> removeAnnAsAnotherOwner()));

    letters.requestReplay(0);
    letters.world.runFor(ofMinutes(1));

    assertThat(letters.replies).extracting(ActionReply::code).containsExactly(Code.UNCONFIRMED);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  /** The fence is found to be lost only when the letter is applied. */
  @Test
  void aFenceThatIsLostWhileTheLogIsReadVoidsTheReplay() {
    setAside(List.of(), List.of(ROLE, ANN));
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));
    letters.beforeRead = this::removeAnnAsAnotherOwner;

    letters.requestReplay(0);
    letters.world.runFor(ofMinutes(1));

    assertThat(letters.replies).extracting(ActionReply::code).containsExactly(Code.UNCONFIRMED);
    assertThat(letters.store.tuples()).containsExactly(BOB);
  }

  @Test
  void aPartitionThatIsHandedOverBeforeTheLetterIsAppliedLeavesNothingOfIt() {
    setAside(List.of(), List.of(ROLE, ANN));
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));
    letters.beforeRead = () -> letters.world.source().revoke(P0);

    assertThat(letters.replay(0))
        .isEqualTo(
            new ActionReply(
                Code.NOT_READY, "the partition is handed over; nothing of it is applied"));
    assertThat(letters.store.tuples()).containsExactly(BOB);
    letters.run();
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, ANN, BOB);
  }

  @Test
  void aPartitionThatIsHandedOverWhenTheLetterIsSentLeavesItUnconfirmed() {
    setAside(List.of(), List.of(ROLE, ANN));
    letters.next(ANN, letters.after(() -> letters.world.source().revoke(P0)));
    letters.keepingProblems.add(new Outcome.RetryLater("unavailable", "the topic does not answer"));

    ActionReply reply = letters.replay(0);

    assertThat(reply.code()).isEqualTo(Code.UNCONFIRMED);
    assertThat(letters.kept).isEmpty();
    letters.keepingProblems.clear();
    letters.run();
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.kept).hasSize(1);
  }

  @Test
  void aReplayThatTakesTooLongGoesOnWhereItEnded() {
    setAside(List.of(), List.of(ROLE, ANN));
    append(List.of(ANN), List.of());
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));
    letters.beforeRead = () -> letters.world.time().advance(ofMinutes(3));

    letters.requestReplay(0);
    letters.world.runFor(ofMinutes(4));

    assertThat(letters.replies)
        .containsExactly(
            new ActionReply(
                Code.NOT_READY, "the time for the action is over; nothing of it is applied"));
    assertThat(letters.store.tuples()).containsExactly(BOB);
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);

    assertThat(letters.reads).containsExactly(new CommitPosition(1), new CommitPosition(2));
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, BOB);
  }

  @Test
  void aLogThatCannotBeReadEndsTheReplayAndNotTheDelivery() {
    setAside(List.of(), List.of(ROLE));
    append(List.of(ROLE), List.of());
    letters.world.runFor(ofSeconds(2));
    letters.beforeRead =
        () -> {
          throw SourceException.passing("no broker answers", new IOException("closed"));
        };

    ActionReply reply = letters.replay(0);

    assertThat(reply.code()).isEqualTo(Code.STILL_FAILING);
    assertThat(reply.message())
        .startsWith("the records since could not be read: no broker answers");
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));
    assertThat(letters.store.tuples()).containsExactly(BOB);
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(BOB);
  }

  private void removeAnnAsAnotherOwner() {
    append(List.of(ANN), List.of());
    letters.store.delete(ANN, letters.takeLock());
    letters.world.source().commitFromOutside(P0, letters.size());
  }

  private LetterWorld.Call last() {
    return letters.calls.get(letters.calls.size() - 1);
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
}
