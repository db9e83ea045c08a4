package dev.rbacconsumer.launcher.actions.client;

import dev.rbacconsumer.core.internal.inspect.Counted;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Replays records one after the other: each is requested from the owner of its partition until that
 * has an answer. A record that fails ends the replay of its partition, and the others go on.
 * Confined to one thread.
 *
 * @param <T> type of the records
 */
public final class ReplayRun<T> {
  /** Longest time for one record while its owner is away, changes or is not ready. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Answers after which the same request may succeed a little later. */
  private static final Set<String> PASSING =
      Set.of("unconfirmed", "busy", "not_ready", "letters_unreadable", "handed_over", "not_owner");

  private final Replayed<T> kind;
  private final Owners<T> owners;
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

  /** Whether the first request for a record was answered with its being replayed before. */
  private boolean isSurprising;

  /**
   * Requests replays.
   *
   * @param <T> type of the records
   */
  @FunctionalInterface
  public interface Owners<T> {
    /**
     * Requests the replay of a record once, from the owner of its partition as far as it is known.
     */
    ActionAnswer replay(T record) throws InterruptedException;
  }

  /** Result of a run. */
  public enum Result {
    /** Every record is replayed. */
    DONE,
    /** A record is not replayed. */
    INCOMPLETE,
    /** An owner did not answer. */
    UNANSWERED
  }

  /**
   * @param isJson whether to print objects
   * @param out receives lines of output
   */
  public ReplayRun(
      Replayed<T> kind,
      Owners<T> owners,
      Clock clock,
      Sleeper sleeper,
      boolean isJson,
      Consumer<String> out) {
    this.kind = kind;
    this.owners = owners;
    this.clock = clock;
    this.sleeper = sleeper;
    this.isJson = isJson;
    this.out = out;
  }

  /**
   * Replays records in this order.
   *
   * @throws InterruptedException if interrupted between two records; it is safe to begin again
   */
  public Result run(List<T> records) throws InterruptedException {
    for (T record : records) {
      if (stopped.contains(kind.partition(record))) {
        notTried++;
      } else {
        take(record, answer(record));
      }
    }
    out.accept(isJson ? FieldWriter.object(this, ReplayRun::write) : summary());
    if (isUnanswered) {
      return Result.UNANSWERED;
    }
    return failed + notTried > 0 || !hint().isEmpty() ? Result.INCOMPLETE : Result.DONE;
  }

  private ActionAnswer answer(T record) throws InterruptedException {
    long deadline = clock.nanoTime() + PATIENCE.toNanos();
    ActionAnswer answer = owners.replay(record);
    isSurprising |= code(answer).equals(kind.codeOfReplayedBefore());
    while (isPassing(answer) && clock.nanoTime() - deadline < 0) {
      sleeper.sleep(BETWEEN);
      answer = owners.replay(record);
    }
    return answer;
  }

  private static boolean isPassing(ActionAnswer answer) {
    return PASSING.contains(code(answer))
        || (answer instanceof ActionAnswer.NotGiven not && not.isPassing());
  }

  private static String code(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given ? given.tree().get("code").text() : "";
  }

  private void take(T record, ActionAnswer answer) {
    if (answer instanceof ActionAnswer.Given given) {
      String code = code(given);
      if (given.isDone()) {
        replayed++;
      } else if (code.equals(kind.codeOfReplayedBefore())) {
        // An earlier request may have replayed it whose answer was lost.
        replayedBefore++;
      } else {
        failed++;
        if (!kind.concernsNoOther(record, code)) {
          stopped.add(kind.partition(record));
        }
      }
      out.accept(isJson ? given.text() : line(record, given.tree()));
    } else if (answer instanceof ActionAnswer.NotGiven not) {
      failed++;
      isUnanswered = true;
      stopped.add(kind.partition(record));
      out.accept(
          isJson
              ? FieldWriter.object(
                  record,
                  (it, fields) -> {
                    kind.writePlace(it, fields);
                    fields.text("result", "unanswered");
                    fields.text("message", not.problem());
                  })
              : kind.place(record) + ": " + not.problem());
    }
  }

  private String line(T record, JsonTree reply) {
    return "%s %s: %s"
        .formatted(
            kind.place(record),
            SafeText.field(reply.get("code").text()),
            SafeText.sentence(reply.get("message").text()));
  }

  private String summary() {
    if (replayed + replayedBefore + failed + notTried == 0) {
      return kind.textOfNone();
    }
    String goOn = failed + notTried > 0 ? "; the same command goes on with those" : "";
    return "%s replayed%s, %d failed, %d not tried%s"
        .formatted(
            Counted.of(replayed, kind.noun()),
            replayedBefore > 0
                ? ", %d %s".formatted(replayedBefore, kind.textOfReplayedBefore())
                : "",
            failed,
            notTried,
            hint().isEmpty() ? goOn : "; " + hint());
  }

  /** Returns what may be wrong where the owners know none of the records; empty otherwise. */
  private String hint() {
    return isSurprising && replayed == 0 ? kind.hintIfAllWereBefore() : "";
  }

  private static <T> void write(ReplayRun<T> run, FieldWriter fields) throws IOException {
    fields.text("kind", "summary");
    fields.number("replayed", run.replayed);
    fields.number(run.kind.fieldOfReplayedBefore(), run.replayedBefore);
    fields.number("failed", run.failed);
    fields.number("not_tried", run.notTried);
  }
}
