package dev.rbacconsumer.core.tuple;

/** Foreign text in a message of ours: bounded and without control characters. */
public final class Quoted {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_MESSAGE_LENGTH = 200;

  private Quoted() {}

  /** The text between quotes: its beginning, every control character replaced. */
  public static String of(String text) {
    return '"' + clean(text, MAX_LENGTH) + '"';
  }

  /** A message somebody else made: its beginning, every control character replaced. */
  public static String bounded(String message) {
    return clean(message, MAX_MESSAGE_LENGTH);
  }

  private static String clean(String text, int maxLength) {
    StringBuilder cleaned = new StringBuilder(Math.min(text.length(), maxLength) + 1);
    for (int i = 0; i < text.length() && i < maxLength; i++) {
      char c = text.charAt(i);
      cleaned.append(Character.isISOControl(c) ? '?' : c);
    }
    if (text.length() > maxLength) {
      cleaned.append('…');
    }
    return cleaned.toString();
  }
}
