package dev.rbacconsumer.launcher.config;

/** Makes foreign text safe as part of our output lines. */
final class ShownText {
  private static final int MAX_SHOWN = 80;

  private ShownText() {}

  /**
   * Returns the text bounded, and without characters that could end the line or control a terminal.
   */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder().append('"');
    text.chars()
        .limit(MAX_SHOWN)
        .forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
    return quoted.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
  }
}
