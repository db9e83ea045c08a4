package dev.rbacconsumer.launcher.status.client;

import java.util.Map;

/**
 * Colours of a terminal, where there are any. Nothing is told by colour alone.
 *
 * @param colours whether there are
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

  /** A word for a state; states that pass by themselves are between good and bad. */
  String state(String state, String shown) {
    return painted(STATES.getOrDefault(state, YELLOW), shown);
  }

  private String painted(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
