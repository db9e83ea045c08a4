package dev.rbacconsumer.launcher.actions.client;

import dev.rbacconsumer.core.json.JsonTree;

/** Answer of a consumer to a request to act, or to look at a record. */
public sealed interface ActionAnswer {
  /** Returns whether the consumer does not hold the partition, so that another one may. */
  boolean isElsewhere();

  /**
   * A JSON object.
   *
   * @param isDone whether the consumer reports success, and that it is durable
   * @param text the object as received, on one line
   * @param tree the same as a tree
   */
  record Given(boolean isDone, String text, JsonTree tree) implements ActionAnswer {
    @Override
    public boolean isElsewhere() {
      return tree.get("code").text().equals("not_owner");
    }
  }

  /**
   * No answer.
   *
   * @param problem the reason and the remedy, in a sentence
   * @param isElsewhere whether the consumer answers that it does not hold the partition
   * @param isPassing whether the same question may be answered a little later
   */
  record NotGiven(String problem, boolean isElsewhere, boolean isPassing) implements ActionAnswer {
    /** Creates the absence of an answer about any partition, which does not pass by itself. */
    NotGiven(String problem) {
      this(problem, false, false);
    }

    /** Returns the absence of an answer that may come a little later. */
    public static NotGiven yet(String problem) {
      return new NotGiven(problem, false, true);
    }
  }
}
