package dev.rbacconsumer.launcher.status.client;

import dev.rbacconsumer.launcher.config.JsonTree;

/** What came of asking. */
public sealed interface StatusAnswer {
  /**
   * The consumer told how it stands.
   *
   * @param text as it came, on one line
   * @param status the same, to go through
   */
  record Told(String text, JsonTree status) implements StatusAnswer {
    /** Whether somebody should look. */
    public boolean needsAttention() {
      return status.get("state").text().equals("degraded");
    }
  }

  /**
   * It did not.
   *
   * @param problem why, and what to do
   */
  record NotTold(String problem) implements StatusAnswer {}
}
