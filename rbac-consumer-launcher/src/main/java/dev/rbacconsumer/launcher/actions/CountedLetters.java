package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Letters whose refusals are passed on to be counted: delivery, which counts the other actions, is
 * not asked for these. Thread-safe.
 */
public final class CountedLetters implements Letters {
  private final Letters letters;
  private final Consumer<ActionReply> refusals;

  /**
   * @param letters finds the letters
   * @param refusals receives each refusal; must not block or throw
   */
  public CountedLetters(Letters letters, Consumer<ActionReply> refusals) {
    this.letters = letters;
    this.refusals = refusals;
  }

  @Override
  public CompletionStage<Found> find(PartitionId partition, Wanted wanted) {
    return letters.find(partition, wanted).thenApply(this::counted);
  }

  private Found counted(Found found) {
    return found.match(
        replayable -> replayable,
        refused -> {
          refusals.accept(refused.reply());
          return refused;
        });
  }
}
