package dev.rbacconsumer.launcher.status.client;

import dev.rbacconsumer.core.json.JsonTree;

/** Result of a query. */
public sealed interface StatusAnswer {
  /**
   * Status of the consumer.
   *
   * @param text the answer as received, on one line
   * @param status the same as a tree
   */
  record Told(String text, JsonTree status) implements StatusAnswer {
    /** Returns whether an operator should check the consumer. */
    public boolean needsAttention() {
      return status.get("state").text().equals("degraded");
    }
  }

  /**
   * Failure to get the status.
   *
   * @param problem the reason and the remedy
   */
  record NotTold(String problem) implements StatusAnswer {}
}
