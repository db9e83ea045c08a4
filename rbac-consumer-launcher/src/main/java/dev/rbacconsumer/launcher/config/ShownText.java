package dev.rbacconsumer.launcher.config;

/** Foreign text as part of a line that we write. */
final class ShownText {
  private static final int MAX_SHOWN = 80;

  private ShownText() {}

  /** Bounded, and without anything that could end the line or steer a terminal. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder().append('"');
    text.chars()
        .limit(MAX_SHOWN)
        .forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
    return quoted.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
  }
}
