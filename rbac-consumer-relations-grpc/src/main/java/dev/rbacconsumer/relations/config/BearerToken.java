package dev.rbacconsumer.relations.config;

/**
 * Checks that text can be sent as a bearer token: other text would be an invalid header, or two
 * headers.
 */
public final class BearerToken {
  /** Longest token; more than servers accept in all headers together. */
  public static final int MAX_LENGTH = 64 * 1024;

  private BearerToken() {}

  /** Returns whether the text can be sent as a bearer token. */
  public static boolean isOne(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  static void require(String text) {
    if (!isOne(text)) {
      // Without the text: it may be a token with a typing error.
      throw new IllegalArgumentException(
          "token: want 1 to " + MAX_LENGTH + " visible ASCII characters without blanks");
    }
  }
}
