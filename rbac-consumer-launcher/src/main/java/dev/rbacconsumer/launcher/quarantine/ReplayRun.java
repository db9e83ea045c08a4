package dev.rbacconsumer.launcher.quarantine;

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
 * Replays parked records one after the other: each is requested from the owner of its partition
 * until that has an answer. A record that fails ends the replay of its partition, and the others go
 * on. Confined to one thread.
 */
public final class ReplayRun {
  /** Longest time for one record while its owner is away, changes or is not ready. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Answers after which the same request may succeed a little later. */
  private static final Set<String> PASSING =
      Set.of("unconfirmed", "busy", "not_ready", "handed_over", "not_owner");

  private static final String NOT_PARKED = "not_parked";

  private final Owners owners;
  private final Clock clock;
  private final Sleeper sleeper;
  private final boolean isJson;
  private final Consumer<String> out;
  private final Set<PartitionId> stopped = new HashSet<>();
  private int released;
  private int gone;
  private int failed;
  private int notTried;
  private boolean isUnanswered;

  /** Whether an owner does not know a record at the first request for it. */
  private boolean isUnknown;

  /** Requests the replay of parked records. */
  @FunctionalInterface
  public interface Owners {
    /** Requests the replay of a record once, from the owner of its partition. */
    ActionAnswer replay(ParkedItem item) throws InterruptedException;
  }

  /** Result of a run. */
  public enum Result {
    /** No record is parked any more. */
    DONE,
    /** A record is still parked. */
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
   * Replays records in this order.
   *
   * @throws InterruptedException if interrupted between two records; it is safe to begin again
   */
  public Result run(List<ParkedItem> items) throws InterruptedException {
    for (ParkedItem item : items) {
      if (stopped.contains(item.partition())) {
        notTried++;
      } else {
        take(item, answer(item));
      }
    }
    out.accept(isJson ? FieldWriter.object(this, ReplayRun::write) : summary());
    if (isUnanswered) {
      return Result.UNANSWERED;
    }
    return failed + notTried > 0 || areAllUnknown() ? Result.INCOMPLETE : Result.DONE;
  }

  /**
   * Returns whether the owners know none of the records that the command has read: they may have
   * another quarantine.
   */
  private boolean areAllUnknown() {
    return isUnknown && released == 0;
  }

  private ActionAnswer answer(ParkedItem item) throws InterruptedException {
    long deadline = clock.nanoTime() + PATIENCE.toNanos();
    ActionAnswer answer = owners.replay(item);
    isUnknown |= answer instanceof ActionAnswer.Given given && code(given).equals(NOT_PARKED);
    while (isPassing(answer) && clock.nanoTime() - deadline < 0) {
      sleeper.sleep(BETWEEN);
      answer = owners.replay(item);
    }
    return answer;
  }

  private static boolean isPassing(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given
        ? PASSING.contains(code(given))
        : answer instanceof ActionAnswer.NotGiven not && not.isPassing();
  }

  private static String code(ActionAnswer.Given given) {
    return given.tree().get("code").text();
  }

  private void take(ParkedItem item, ActionAnswer answer) {
    if (answer instanceof ActionAnswer.Given given) {
      if (given.isDone()) {
        released++;
      } else if (code(given).equals(NOT_PARKED)) {
        // An earlier request may have released it whose answer was lost.
        gone++;
      } else {
        failed++;
        stopped.add(item.partition());
      }
      out.accept(isJson ? given.text() : line(item, given.tree()));
    } else if (answer instanceof ActionAnswer.NotGiven not) {
      failed++;
      isUnanswered = true;
      stopped.add(item.partition());
      out.accept(
          isJson
              ? FieldWriter.object(
                  item,
                  (it, fields) -> {
                    fields.number("partition", it.partition().number());
                    fields.number("offset", it.parked().offset().value());
                    fields.text("result", "unanswered");
                    fields.text("message", not.problem());
                  })
              : item.place() + ": " + not.problem());
    }
  }

  private static String line(ParkedItem item, JsonTree reply) {
    return "%s %s: %s"
        .formatted(
            item.place(),
            SafeText.field(reply.get("code").text()),
            SafeText.sentence(reply.get("message").text()));
  }

  private String summary() {
    if (released + gone + failed + notTried == 0) {
      return "Nothing is parked that could be replayed.";
    }
    return "%s replayed%s, %d failed, %d not tried%s"
        .formatted(
            Counted.of(released, "message"),
            gone > 0 ? ", %d no longer parked".formatted(gone) : "",
            failed,
            notTried,
            end());
  }

  private String end() {
    if (areAllUnknown()) {
      return "; see whether the consumer has the quarantine topic that was read here";
    }
    return failed + notTried > 0 ? "; the same command goes on with those" : "";
  }

  private static void write(ReplayRun run, FieldWriter fields) throws IOException {
    fields.text("kind", "summary");
    fields.number("replayed", run.released);
    fields.number("no_longer_parked", run.gone);
    fields.number("failed", run.failed);
    fields.number("not_tried", run.notTried);
  }
}
