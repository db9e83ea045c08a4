package dev.rbacconsumer.launcher.letters;

import static dev.rbacconsumer.launcher.letters.SampleLetters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ReplayRun;
import dev.rbacconsumer.launcher.actions.client.ReplayRun.Result;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order letters are requested, and what is made of the answers. */
class ReplayedLettersTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> requested = new ArrayList<>();
  private final List<String> out = new ArrayList<>();
  private final Map<String, Deque<ActionAnswer>> answers = new HashMap<>();

  @Test
  void lettersAreRequestedInTheirOrder() throws Exception {
    assertThat(run(false, letter(0, 3), letter(0, 7), letter(1, 2))).isEqualTo(Result.DONE);

    assertThat(requested).containsExactly("outbox-0@3", "outbox-0@7", "outbox-1@2");
    assertThat(out)
        .containsExactly(
            "0:3 of outbox-0@3 done: so it is",
            "0:7 of outbox-0@7 done: so it is",
            "0:2 of outbox-1@2 done: so it is",
            "3 letters replayed, 0 failed, 0 not tried");
  }

  @Test
  void letterThatFailsEndsItsPartitionAloneAndIsNotRepeated() throws Exception {
    answer("outbox-0@3", given("still_failing"));

    assertThat(run(false, letter(0, 3), letter(0, 7), letter(1, 2))).isEqualTo(Result.INCOMPLETE);

    assertThat(requested).containsExactly("outbox-0@3", "outbox-1@2");
    assertThat(out)
        .last()
        .isEqualTo("1 letter replayed, 1 failed, 1 not tried; the same command goes on with those");
  }

  @Test
  void pausedOrBlockedPartitionIsLeftAlone() throws Exception {
    answer("outbox-0@3", given("paused"));
    answer("outbox-1@2", given("blocked"));

    assertThat(run(false, letter(0, 3), letter(0, 7), letter(1, 2), letter(1, 4)))
        .isEqualTo(Result.INCOMPLETE);

    assertThat(requested).containsExactly("outbox-0@3", "outbox-1@2");
  }

  @Test
  void failureOfOneLetterAloneDoesNotEndItsPartition() throws Exception {
    answer("outbox-0@3", given("records_gone"));
    answer("outbox-0@5", given("still_failing"));

    assertThat(run(false, letter(0, 3), letter(0, 5).refused(), letter(0, 7)))
        .isEqualTo(Result.INCOMPLETE);

    assertThat(requested).containsExactly("outbox-0@3", "outbox-0@5", "outbox-0@7");
  }

  @Test
  void ownerThatChangesIsAskedAgainUntilItAnswers() throws Exception {
    answer(
        "outbox-0@3",
        given("not_owner"),
        given("handed_over"),
        ActionAnswer.NotGiven.yet("nothing answers"),
        given("not_ready"),
        given("unconfirmed"),
        given("done"));

    assertThat(run(false, letter(0, 3))).isEqualTo(Result.DONE);

    assertThat(requested).hasSize(6);
    assertThat(out).first().isEqualTo("0:3 of outbox-0@3 done: so it is");
  }

  @Test
  void letterThatAnEarlierRequestReplayedIsNoFailure() throws Exception {
    answer(
        "outbox-0@3",
        ActionAnswer.NotGiven.yet("no answer within 3 min"),
        given("already_replayed"));

    assertThat(run(false, letter(0, 3))).isEqualTo(Result.DONE);

    assertThat(out)
        .last()
        .isEqualTo("0 letters replayed, 1 replayed before, 0 failed, 0 not tried");
  }

  @Test
  void ownerThatStaysAwayEndsItsPartitionAfterFiveMinutes() throws Exception {
    ActionAnswer away = ActionAnswer.NotGiven.yet("nothing answers at http://pod-1:9464");
    ActionAnswer[] always = new ActionAnswer[400];
    Arrays.fill(always, away);
    answer("outbox-0@3", always);

    assertThat(run(false, letter(0, 3), letter(0, 7), letter(1, 2))).isEqualTo(Result.UNANSWERED);

    assertThat(requested.stream().filter("outbox-0@3"::equals)).hasSize(301);
    assertThat(requested).doesNotContain("outbox-0@7").contains("outbox-1@2");
    assertThat(out).first().isEqualTo("0:3 of outbox-0@3: nothing answers at http://pod-1:9464");
  }

  @Test
  void refusedTokenIsNotTriedAgain() throws Exception {
    answer("outbox-0@3", new ActionAnswer.NotGiven("http://x answers 401", false, false));

    assertThat(run(false, letter(0, 3))).isEqualTo(Result.UNANSWERED);

    assertThat(requested).hasSize(1);
  }

  @Test
  void programsGetTheAnswersAndASummary() throws Exception {
    answer("outbox-0@3", given("still_failing"));

    run(true, letter(0, 3), letter(1, 2));

    assertThat(out).hasSize(3);
    JsonTree summary = JsonTree.parse(out.get(2));
    assertThat(JsonTree.parse(out.get(0)).get("code").text()).isEqualTo("still_failing");
    assertThat(summary.get("kind").text()).isEqualTo("summary");
    assertThat(summary.get("replayed").text()).isEqualTo("1");
    assertThat(summary.get("failed").text()).isEqualTo("1");
  }

  @Test
  void nothingLeftIsSaid() throws Exception {
    assertThat(run(false)).isEqualTo(Result.DONE);
    assertThat(out).containsExactly("Nothing is left to be replayed.");
  }

  private Result run(boolean json, SampleLetters... letters) throws InterruptedException {
    ReplayRun<ListedLetter> run =
        new ReplayRun<>(
            new ReplayedLetters(), this::replay, clock, new VirtualSleeper(clock), json, out::add);
    return run.run(Arrays.stream(letters).map(SampleLetters::build).toList());
  }

  private ActionAnswer replay(ListedLetter letter) {
    requested.add(letter.origin());
    Deque<ActionAnswer> waiting = answers.get(letter.origin());
    return waiting == null || waiting.isEmpty() ? given("done") : waiting.pop();
  }

  private void answer(String origin, ActionAnswer... inOrder) {
    answers.put(origin, new ArrayDeque<>(Arrays.asList(inOrder)));
  }

  private static ActionAnswer given(String code) {
    String text = "{\"code\":\"%s\",\"message\":\"so it is\"}".formatted(code);
    try {
      return new ActionAnswer.Given(code.equals("done"), text, JsonTree.parse(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
