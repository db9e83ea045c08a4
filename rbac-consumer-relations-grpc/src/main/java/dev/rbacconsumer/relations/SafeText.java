package dev.rbacconsumer.relations;

/** Makes foreign text safe for our messages: bounded, on one line, without the lock token. */
final class SafeText {
  /** Longest result, in characters. */
  static final int MAX_LENGTH = 600;

  private static final String SCRUBBED = "[token]";

  private SafeText() {}

  /**
   * @param secret text that must not appear; if empty, nothing is scrubbed
   */
  static String of(String text, String secret) {
    // Scrubbed before it is cut: a cut within the token would leave a part of it.
    String scrubbed = secret.isEmpty() ? text : text.replace(secret, SCRUBBED);
    int end = Math.min(scrubbed.length(), MAX_LENGTH);
    StringBuilder safe = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = scrubbed.charAt(i);
      safe.append(isPlain(c) ? c : '?');
    }
    return end < scrubbed.length() ? safe.append('…').toString() : safe.toString();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
