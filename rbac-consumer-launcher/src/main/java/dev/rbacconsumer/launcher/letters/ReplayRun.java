package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.inspect.Counted;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.text.SafeText;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Replays dead letters one after the other: each is requested from the owner of its partition until
 * that has an answer. A letter that fails ends the replay of its partition, and the others go on.
 * Confined to one thread.
 */
public final class ReplayRun {
  /** Longest time for one letter while its owner is away, changes or is not ready. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Answers after which the same request may succeed a little later. */
  private static final Set<String> PASSING =
      Set.of("unconfirmed", "busy", "not_ready", "letters_unreadable", "handed_over", "not_owner");

  /** Answers that concern one letter alone. */
  private static final Set<String> OF_THE_LETTER =
      Set.of("records_gone", "no_letter", "given_up", "other_record");

  private final Owners owners;
  private final Clock clock;
  private final Sleeper sleeper;
  private final boolean isJson;
  private final Consumer<String> out;
  private final Set<PartitionId> stopped = new HashSet<>();
  private int replayed;
  private int replayedBefore;
  private int failed;
  private int notTried;
  private boolean isUnanswered;

  /** Requests the replay of letters. */
  @FunctionalInterface
  public interface Owners {
    /**
     * Requests the replay of a letter once, from the owner of its partition as far as it is known.
     */
    ActionAnswer replay(ListedLetter letter) throws InterruptedException;
  }

  /** Result of a run. */
  public enum Result {
    /** Every letter is replayed. */
    DONE,
    /** A letter is not replayed. */
    INCOMPLETE,
    /** An owner did not answer. */
    UNANSWERED
  }

  /**
   * @param isJson whether to print objects
   * @param out receives lines of output
   */
  public ReplayRun(
      Owners owners, Clock clock, Sleeper sleeper, boolean isJson, Consumer<String> out) {
    this.owners = owners;
    this.clock = clock;
    this.sleeper = sleeper;
    this.isJson = isJson;
    this.out = out;
  }

  /**
   * Replays letters in this order.
   *
   * @throws InterruptedException if interrupted between two letters; it is safe to begin again
   */
  public Result run(List<ListedLetter> letters) throws InterruptedException {
    for (ListedLetter letter : letters) {
      if (stopped.contains(letter.stored().origin())) {
        notTried++;
      } else {
        take(letter, answer(letter));
      }
    }
    out.accept(isJson ? FieldWriter.object(this, ReplayRun::write) : summary());
    if (isUnanswered) {
      return Result.UNANSWERED;
    }
    return failed + notTried > 0 ? Result.INCOMPLETE : Result.DONE;
  }

  private ActionAnswer answer(ListedLetter letter) throws InterruptedException {
    long deadline = clock.nanoTime() + PATIENCE.toNanos();
    ActionAnswer answer = owners.replay(letter);
    while (isPassing(answer) && clock.nanoTime() - deadline < 0) {
      sleeper.sleep(BETWEEN);
      answer = owners.replay(letter);
    }
    return answer;
  }

  private static boolean isPassing(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given
        ? PASSING.contains(given.tree().get("code").text())
        : answer instanceof ActionAnswer.NotGiven not && not.isPassing();
  }

  private void take(ListedLetter letter, ActionAnswer answer) {
    if (answer instanceof ActionAnswer.Given given) {
      String code = given.tree().get("code").text();
      if (given.isDone()) {
        replayed++;
      } else if (code.equals("already_replayed")) {
        replayedBefore++;
      } else {
        failed++;
        // A message that cannot be decoded has no effect, whatever its place in the order.
        boolean isOfTheLetter =
            OF_THE_LETTER.contains(code)
                || (code.equals("still_failing") && letter.content().isRefused());
        if (!isOfTheLetter) {
          stopped.add(letter.stored().origin());
        }
      }
      out.accept(isJson ? given.text() : line(letter, given.tree()));
    } else if (answer instanceof ActionAnswer.NotGiven not) {
      failed++;
      isUnanswered = true;
      stopped.add(letter.stored().origin());
      out.accept(
          isJson
              ? FieldWriter.object(
                  letter,
                  (it, fields) -> {
                    fields.text("letter", it.stored().id().toString());
                    fields.text("result", "unanswered");
                    fields.text("message", not.problem());
                  })
              : "%s of %s: %s".formatted(letter.stored().id(), letter.origin(), not.problem()));
    }
  }

  private static String line(ListedLetter letter, JsonTree reply) {
    return "%s of %s %s: %s"
        .formatted(
            letter.stored().id(),
            letter.origin(),
            SafeText.field(reply.get("code").text()),
            SafeText.sentence(reply.get("message").text()));
  }

  private String summary() {
    if (replayed + replayedBefore + failed + notTried == 0) {
      return "Nothing is left to be replayed.";
    }
    return "%s replayed%s, %d failed, %d not tried%s"
        .formatted(
            Counted.of(replayed, "letter"),
            replayedBefore > 0 ? ", %d replayed before".formatted(replayedBefore) : "",
            failed,
            notTried,
            failed + notTried > 0 ? "; the same command goes on with those" : "");
  }

  private static void write(ReplayRun run, FieldWriter fields) throws IOException {
    fields.text("kind", "summary");
    fields.number("replayed", run.replayed);
    fields.number("replayed_before", run.replayedBefore);
    fields.number("failed", run.failed);
    fields.number("not_tried", run.notTried);
  }
}
