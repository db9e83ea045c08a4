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
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls that may still take effect when a dead letter was tried, or is about to be: nothing newer
 * is written before a new fence voids them.
 */
class LetterInDoubtTest {
  private final LetterWorld letters = new LetterWorld();
  private final List<SourceRecord> doubted = new ArrayList<>();

  @BeforeEach
  void observe() {
    letters.world.observe(
        new SelectiveObserver() {
          @Override
          public void onWriteInDoubt(RecordEvent.WriteInDoubt event) {
            doubted.add(event.record());
          }
        });
  }

  @Test
  void aLetterThatLandsLateBringsNothingBackThatALaterRecordRemoved() throws Exception {
    SourceRecord letter = append(List.of(), List.of(ROLE, ANN));
    letters.run();
    letters.mendSchema();
    letters.next(ANN, letters::lose);
    ActionReply failed = letters.replay(0);
    assertThat(failed.code()).isEqualTo(Code.STILL_FAILING);
    assertThat(failed.message())
        .isEqualTo(
            "it cannot be applied: transient/deadline_exceeded: no answer; it is safe to replay it"
                + " again");
    append(List.of(ANN), List.of());
    letters.world.runFor(ofMinutes(1));

    List<Outcome> late = letters.land();

    assertThat(late).singleElement().isInstanceOf(Outcome.FenceLost.class);
    assertThat(letters.words()).containsExactly("+* +ann", "+* +ann", "-ann");
    assertThat(letters.store.tuples()).isEmpty();
    assertThat(doubted).containsExactly(letter);
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  /** One call of the letter was lost on its way, and its repetition succeeded. */
  @Test
  void aLetterThatLandsOnceMoreBringsNothingBackThatALaterRecordRemoved() throws Exception {
    append(List.of(), List.of(ROLE, ANN));
    letters.run();
    letters.mendSchema();
    letters.next(ANN, letters::repeat);
    assertThat(letters.replay(0).code()).isEqualTo(Code.DONE);
    append(List.of(ANN), List.of());
    letters.world.runFor(ofMinutes(1));

    List<Outcome> late = letters.land();

    assertThat(late).singleElement().isInstanceOf(Outcome.FenceLost.class);
    assertThat(letters.store.tuples()).containsExactly(ROLE);
  }

  @Test
  void aLetterThatLandsLateDoesNotUndoTheNextLetter() throws Exception {
    append(List.of(ANN), List.of(ROLE));
    append(List.of(), List.of(ROLE, ANN));
    letters.run();
    letters.mendSchema();
    letters.next(ANN, letters::lose);
    assertThat(letters.replay(0, 1).code()).isEqualTo(Code.STILL_FAILING);
    assertThat(letters.replay(1).code()).isEqualTo(Code.DONE);

    List<Outcome> late = letters.land();

    assertThat(late).singleElement().isInstanceOf(Outcome.FenceLost.class);
    assertThat(letters.store.tuples()).containsExactlyInAnyOrder(ROLE, ANN);
  }

  /** Another owner may have held the lock before, so what was read under the old one is void. */
  @Test
  void withTheNewFenceReadingBeginsAtTheCommitAgain() {
    append(List.of(ANN), List.of(ROLE));
    append(List.of(), List.of(ROLE));
    letters.run();
    letters.mendSchema();
    letters.next(ANN, letters::lose);
    assertThat(letters.replay(0, 1).code()).isEqualTo(Code.STILL_FAILING);
    append(List.of(), List.of(BOB));
    append(List.of(BOB), List.of());
    letters.takeLock();
    letters.world.source().commitFromOutside(P0, 4);
    letters.calls.clear();

    assertThat(letters.replay(1).code()).isEqualTo(Code.DONE);

    assertThat(letters.words()).as("the other owner has applied the rest").containsExactly("+*");
  }

  /** The record behind the one in doubt is set aside without an attempt, so the fence stays. */
  @Test
  void aRecordThatLandsLateDoesNotUndoALetter() throws Exception {
    letters.next(ANN, letters::lose);
    append(List.of(ANN), List.of());
    letters.run();
    letters.request(new OperatorAction.Pause());
    letters.world.runFor(ofSeconds(2));
    SourceRecord letter = append(List.of(), List.of(ANN));
    letters.world.runFor(ofSeconds(2));
    letters.request(new OperatorAction.SetAside(new Offset(1), RecordDigest.of(letter), true));
    letters.world.runFor(ofSeconds(2));
    letters.request(new OperatorAction.Resume());
    letters.world.runFor(ofSeconds(2));
    assertThat(letters.words())
        .as("the lost call, and its repetition")
        .containsExactly("-ann", "-ann");
    assertThat(letters.calls.get(0).fence()).isEqualTo(letters.calls.get(1).fence());

    assertThat(letters.replay(1).code()).isEqualTo(Code.DONE);
    List<Outcome> late = letters.land();

    assertThat(late).singleElement().isInstanceOf(Outcome.FenceLost.class);
    assertThat(letters.store.tuples()).containsExactly(ANN);
    assertThat(letters.replies)
        .extracting(ActionReply::code)
        .containsExactly(Code.DONE, Code.DONE, Code.DONE, Code.DONE);
  }

  /** Nothing of such a letter lands later, and a new fence costs calls to the store. */
  @Test
  void aLetterThatTheStoreHasDeclinedCostsNoNewFence() {
    append(List.of(), List.of(ROLE));
    letters.run();
    letters.mendSchema();
    letters.next(ROLE, call -> new Outcome.RetryLater("unavailable", "no connection", false));
    assertThat(letters.replay(0).code()).isEqualTo(Code.STILL_FAILING);
    append(List.of(), List.of(BOB));
    letters.world.runFor(ofSeconds(2));

    assertThat(letters.calls)
        .extracting(LetterWorld.Call::fence)
        .containsOnly(letters.calls.get(0).fence());
    assertThat(letters.store.tuples()).containsExactly(BOB);
    assertThat(doubted).isEmpty();
  }

  private SourceRecord append(List<RelationTuple> removed, List<RelationTuple> added) {
    return letters.append(removed, added);
  }
}
