package dev.rbacconsumer.relations;

/** What may be sent as a bearer token: anything else would be an invalid header, or two. */
final class BearerToken {
  /** More than servers accept in all headers together. */
  static final int MAX_LENGTH = 64 * 1024;

  private BearerToken() {}

  static boolean isOne(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  static void require(String text) {
    if (!isOne(text)) {
      // Without the text: it may be a token with a slip in it.
      throw new IllegalArgumentException(
          "token: want 1 to " + MAX_LENGTH + " visible ASCII characters without blanks");
    }
  }
}
