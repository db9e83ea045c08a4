package dev.rbacconsumer.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The action in progress of one partition, and the answers to it and to others. */
class ActionSlotTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 3);
  private static final String DIGEST = "0123456789abcdef";

  private final ActionSlot slot = new ActionSlot();

  @Test
  void withoutAnActionNothingIsInProgress() {
    assertThat(slot.pending()).isNull();
    assertThat(kinds()).isEmpty();

    slot.end(Code.DONE, "no action is in progress");
    assertThat(slot.takeAnswers()).isEmpty();
  }

  @Test
  void theKindOfTheActionInProgressIsKnown() {
    assertThat(kindsOf(new OperatorAction.RetryNow())).isEmpty();
    assertThat(kindsOf(new OperatorAction.Pause())).containsExactly("change of pause");
    assertThat(kindsOf(new OperatorAction.Resume())).containsExactly("change of pause");
    assertThat(kindsOf(new OperatorAction.SetAside(new Offset(7), DIGEST, true)))
        .containsExactly("set aside");
    assertThat(kindsOf(letter())).containsExactly("replay");
    assertThat(kindsOf(new OperatorAction.ReleaseParked(new Offset(7), DIGEST, true)))
        .containsExactly("release");
  }

  @Test
  void anActionThatWasAnsweredEarlyStaysInProgressAndIsNotAnsweredAgain() {
    PendingAction action = pending(new OperatorAction.Pause());
    slot.begin(action);

    slot.answerEarly(Code.UNCONFIRMED, "it takes too long");

    assertThat(slot.pending()).isEqualTo(action);
    slot.end(Code.DONE, "it is over");
    assertThat(slot.pending()).isNull();
    assertThat(slot.takeAnswers())
        .containsExactly(action.answer(Code.UNCONFIRMED, "it takes too long"));
    assertThat(slot.takeAnswers()).as("each is taken once").isEmpty();
  }

  @Test
  void anActionIsNamedByItsWordAndItsOperator() {
    assertThat(pending(new OperatorAction.Pause())).hasToString("pause by ann");
  }

  @Test
  void aPauseSaysWhoPausedSinceWhenAndWhy() {
    assertThat(new OperatorPause("ann", "schema is being fixed", Instant.EPOCH))
        .hasToString(
            "the partition is paused by ann since 1970-01-01T00:00:00Z: schema is being fixed");
  }

  private List<String> kindsOf(OperatorAction action) {
    slot.begin(pending(action));
    return kinds();
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    if (slot.isSetAside()) {
      kinds.add("set aside");
    }
    if (slot.isChangeOfPause()) {
      kinds.add("change of pause");
    }
    if (slot.isReplay()) {
      kinds.add("replay");
    }
    if (slot.isRelease()) {
      kinds.add("release");
    }
    return kinds;
  }

  private static PendingAction pending(OperatorAction action) {
    ActionRequest request = new ActionRequest(PARTITION, action, "ann", "why", Instant.EPOCH);
    return new PendingAction(request, 0, reply -> {});
  }

  private static OperatorAction letter() {
    return new OperatorAction.ReplayLetter(
        new LetterId(new PartitionId("dead-letters", 0), new Offset(2)),
        new SourceRecord(PARTITION, new Offset(7), -1, null, new byte[0], List.of()),
        Set.of());
  }
}
