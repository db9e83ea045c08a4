package dev.rbacconsumer.launcher.status.client;

import java.util.Map;

/**
 * Adds colours for a terminal, if it has any. No information depends on colour alone.
 *
 * @param colours whether colours are used
 */
record AnsiStyle(boolean colours) {
  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[1;31m";
  private static final Map<String, String> STATES =
      Map.of(
          "running", GREEN,
          "idle", GREEN,
          "degraded", RED,
          "blocked", RED,
          "data_loss", RED,
          "stalled", RED,
          "stopped", RED);

  String bold(String text) {
    return painted(BOLD, text);
  }

  String bad(String text) {
    return painted(RED, text);
  }

  /** Returns a word for a state; states that pass by themselves are between good and bad. */
  String state(String state, String shown) {
    return painted(STATES.getOrDefault(state, YELLOW), shown);
  }

  private String painted(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
