package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.outcome.Outcome;

/** Advice about lost data and lost locks, by what was lost. */
final class LossRemedy {
  private static final String TAKES_IT_AGAIN = " The consumer tries to take it again by itself.";
  private static final String STORE_FORGOT =
      "it has lost data. See whether the store was restarted empty or restored to an earlier"
          + " state.";
  private static final String REPLICATE_AND_MOVE =
      " Have RBAC replicate what may be missing, then move the group's offset. The guide for when"
          + " records are gone has the steps.";

  private LossRemedy() {}

  static Advice of(DataLoss loss) {
    return switch (loss.kind()) {
      case BELOW_START ->
          new Advice(
              Section.RECORDS_GONE,
              "Kafka deleted records before they were read: lengthen the retention of the topic."
                  + REPLICATE_AND_MOVE);
      case BEYOND_END ->
          new Advice(
              Section.RECORDS_GONE,
              "The log ends before the committed offset: see whether brokers lost data, and whether"
                  + " topic and group are of the same cluster."
                  + REPLICATE_AND_MOVE);
      case RECREATED ->
          new Advice(
              Section.RECORDS_GONE,
              "The topic was deleted and created again: find out why, and whether records of the"
                  + " earlier one were not applied."
                  + REPLICATE_AND_MOVE);
      case COMPACTED ->
          new Advice(
              Section.RECORDS_GONE,
              "Set cleanup.policy of the topic to delete, and have RBAC replicate again what may be"
                  + " missing. The consumer looks at the topic again by itself. The guide for when"
                  + " records are gone has the commands.");
      case STORE_LOST, STORE_RESTORED -> new Advice(Section.STORE_LOST, loss.advice() + ".");
      case COMMITS_LOST ->
          new Advice(
              "RBACConsumerCommitsLost",
              "Find out why the commits of the group are gone. What the store may have seen is"
                  + " replayed; for that there is nothing to do.");
    };
  }

  static Advice of(Outcome.FenceLoss cause) {
    return switch (cause) {
      case TAKEN ->
          new Advice(
              Section.FENCE_LOST,
              "Another consumer took the lock. If that repeats, two consumers act for the same"
                  + " group and topic: stop one of the two."
                  + TAKES_IT_AGAIN);
      case GONE ->
          new Advice(
              Section.STORE_LOST,
              "The store has forgotten the lock: " + STORE_FORGOT + TAKES_IT_AGAIN);
      case SET_BACK ->
          new Advice(
              Section.STORE_LOST,
              "The store has forgotten the mark beside the lock: " + STORE_FORGOT + TAKES_IT_AGAIN);
      case UNKNOWN ->
          new Advice(
              Section.FENCE_LOST,
              "The store refuses the token of this consumer, and who holds the lock could not be"
                  + " read: see whether the Relations API answers, and whether another consumer"
                  + " acts for the same group and topic."
                  + TAKES_IT_AGAIN);
    };
  }
}
