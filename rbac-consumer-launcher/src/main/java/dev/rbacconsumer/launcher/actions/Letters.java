package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds the dead letters that operators want to replay. Thread-safe. */
@FunctionalInterface
public interface Letters {
  /**
   * Finds a letter. Does not block: the result comes later, on another thread.
   *
   * @param partition partition in which the letter is to be replayed
   */
  CompletionStage<Found> find(PartitionId partition, Wanted wanted);

  /**
   * A letter as an operator names it.
   *
   * @param partition number of its partition in the dead-letter topic
   * @param offset its offset there
   * @param digest digest of the record in it
   * @param again whether to replay it although it was replayed before
   */
  record Wanted(int partition, Offset offset, String digest, boolean again) {
    /** Returns the place in the dead-letter topic, such as {@code 0:17}. */
    public String place() {
      return partition + ":" + offset;
    }
  }

  /** Result of looking for a letter. */
  sealed interface Found {
    /** Calls the function for this kind of result, and returns its result. */
    <R> R match(Function<Replayable, R> replayable, Function<Refused, R> refused);
  }

  /** A letter that can be replayed. */
  record Replayable(OperatorAction.ReplayLetter action) implements Found {
    @Override
    public <R> R match(Function<Replayable, R> replayable, Function<Refused, R> refused) {
      return replayable.apply(this);
    }
  }

  /** The reason why there is no letter to replay. */
  record Refused(ActionReply reply) implements Found {
    @Override
    public <R> R match(Function<Replayable, R> replayable, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
