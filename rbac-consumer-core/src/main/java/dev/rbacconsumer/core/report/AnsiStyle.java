package dev.rbacconsumer.core.report;

/**
 * Adds colours for a terminal, if it has any. No information depends on colour alone.
 *
 * @param colours whether colours are used
 */
public record AnsiStyle(boolean colours) {
  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";

  /** Returns a text that stands out. */
  public String bold(String text) {
    return painted(BOLD, text);
  }

  /** Returns a text about something that is well. */
  public String good(String text) {
    return painted(GREEN, text);
  }

  /** Returns a text about something between good and bad. */
  public String open(String text) {
    return painted(YELLOW, text);
  }

  /** Returns a text about something that is bad. */
  public String bad(String text) {
    return painted(RED, text);
  }

  /** Returns a text about a problem, which stands out. */
  public String alarm(String text) {
    return painted(BOLD_RED, text);
  }

  private String painted(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
