package dev.rbacconsumer.core.internal.text;

/**
 * Makes text from outside safe to show in a log line, a message, a status or a terminal: control
 * and format characters (bidirectional overrides among them), line separators and lone surrogates
 * become visible escapes such as {@code \n} and {@code \u202e}, and the result has a bounded
 * length. All methods are pure.
 */
public final class SafeText {
  /** Longest result of {@link #quoted}, in characters, without the quotes and the ellipsis. */
  public static final int MAX_QUOTED = 80;

  /** Longest result of {@link #field}, in characters, without the ellipsis. */
  public static final int MAX_FIELD = 100;

  /** Longest result of {@link #message}, in characters, without the ellipsis. */
  public static final int MAX_MESSAGE = 200;

  /** Longest result of {@link #sentence}, in characters, without the ellipsis. */
  public static final int MAX_SENTENCE = 500;

  private SafeText() {}

  /** Returns a value between double quotes, as part of a message. */
  public static String quoted(String value) {
    return '"' + bounded(value, MAX_QUOTED) + '"';
  }

  /** Returns one field of a message or a record, such as an id or a name. */
  public static String field(String value) {
    return bounded(value, MAX_FIELD);
  }

  /** Returns a short message of other code, as part of a message. */
  public static String message(String text) {
    return bounded(text, MAX_MESSAGE);
  }

  /** Returns the description of a failure by other code. */
  public static String sentence(String text) {
    return bounded(text, MAX_SENTENCE);
  }

  /** Returns a whole text on one line. */
  public static String line(String text) {
    return bounded(text, Integer.MAX_VALUE);
  }

  /**
   * Returns the beginning of a text on one line.
   *
   * @param maxLength longest result in characters, without the ellipsis that stands for the rest
   */
  public static String bounded(String text, int maxLength) {
    if (text.length() <= maxLength && isPrintableAscii(text)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength) + 1);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int before = safe.length();
      append(safe, point);
      if (safe.length() > maxLength) {
        safe.setLength(before);
        return safe.append('…').toString();
      }
      i += Character.charCount(point);
    }
    return safe.toString();
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> {
        if (isVisible(point)) {
          safe.appendCodePoint(point);
        } else {
          safe.append(String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point));
        }
      }
    }
  }

  /** Returns whether a character is safe to show as it is. */
  public static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
