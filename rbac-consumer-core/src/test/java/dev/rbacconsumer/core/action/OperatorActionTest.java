package dev.rbacconsumer.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorAction.Pause;
import dev.rbacconsumer.core.action.OperatorAction.ReleaseParked;
import dev.rbacconsumer.core.action.OperatorAction.ReplayLetter;
import dev.rbacconsumer.core.action.OperatorAction.Resume;
import dev.rbacconsumer.core.action.OperatorAction.RetryNow;
import dev.rbacconsumer.core.action.OperatorAction.SetAside;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the actions of operators have in common, and what distinguishes them. */
final class OperatorActionTest {
  private static final Offset OFFSET = new Offset(7);
  private static final OperatorAction RETRY = new RetryNow();
  private static final OperatorAction PAUSE = new Pause();
  private static final OperatorAction RESUME = new Resume();
  private static final OperatorAction SKIP = new SetAside(OFFSET, "digest", false);
  private static final OperatorAction DEAD_LETTER = new SetAside(OFFSET, "digest", true);
  private static final OperatorAction REPLAY =
      new ReplayLetter(
          new LetterId(new PartitionId("letters", 2), new Offset(3)),
          new SourceRecord(
              new PartitionId("outbox", 0), OFFSET, 0, null, new byte[] {'v'}, List.of()),
          Set.of());
  private static final OperatorAction APPLY_PARKED = new ReleaseParked(OFFSET, "digest", true);
  private static final OperatorAction DISCARD_PARKED = new ReleaseParked(OFFSET, "digest", false);

  private static final List<OperatorAction> ALL =
      List.of(RETRY, PAUSE, RESUME, SKIP, DEAD_LETTER, REPLAY, APPLY_PARKED, DISCARD_PARKED);

  @Test
  void theseAreAllKinds() {
    assertThat(ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSameElementsAs(Arrays.asList(OperatorAction.class.getPermittedSubclasses()));
  }

  @Test
  void eachHasAWordOfItsOwn() {
    assertThat(ALL).extracting(OperatorAction::label).containsExactlyElementsOf(ALL_WORDS);
    assertThat(OperatorAction.LABELS).containsExactlyElementsOf(ALL_WORDS);
  }

  private static final List<String> ALL_WORDS =
      List.of(
          "retry-now",
          "pause",
          "resume",
          "skip",
          "dead-letter",
          "replay",
          "quarantine-replay",
          "quarantine-discard");

  @Test
  void onlyPauseAndResumeChangeThePause() {
    assertThat(which(OperatorAction::changesPause)).containsExactly(PAUSE, RESUME);
  }

  @Test
  void skippedRecordsAndDeadLettersAreSetAside() {
    assertThat(which(OperatorAction::setsAside)).containsExactly(SKIP, DEAD_LETTER);
  }

  @Test
  void whatAppliesSomethingIsRefusedDuringAPause() {
    assertThat(which(OperatorAction::isRefusedInPause))
        .containsExactly(RETRY, REPLAY, APPLY_PARKED);
  }

  @Test
  void parkedRecordsAreReleasedWhetherAppliedOrDiscarded() {
    assertThat(which(OperatorAction::isRelease)).containsExactly(APPLY_PARKED, DISCARD_PARKED);
  }

  @Test
  void onlyARetryMakesTheNextAttemptAtOnce() {
    assertThat(which(OperatorAction::isRetry)).containsExactly(RETRY);
  }

  @Test
  void whatAppliesAWholeRecordMayTakeLong() {
    assertThat(which(OperatorAction::mayTakeLong)).containsExactly(REPLAY, APPLY_PARKED);
  }

  @Test
  void onlyDeadLettersAreReplayed() {
    assertThat(which(OperatorAction::isReplay)).containsExactly(REPLAY);
  }

  private static List<OperatorAction> which(Predicate<OperatorAction> predicate) {
    return ALL.stream().filter(predicate).toList();
  }
}
