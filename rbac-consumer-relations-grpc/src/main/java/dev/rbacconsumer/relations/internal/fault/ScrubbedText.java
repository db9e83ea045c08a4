package dev.rbacconsumer.relations.internal.fault;

import dev.rbacconsumer.core.internal.text.SafeText;

/**
 * Removes the fence token from text of a server or a client library, and makes the text safe for
 * our messages.
 */
public final class ScrubbedText {
  /** Longest result in characters, without the ellipsis. */
  public static final int MAX_LENGTH = 600;

  private static final String SCRUBBED = "[token]";

  private ScrubbedText() {}

  /**
   * Replaces each occurrence of the secret, and makes the rest safe to show.
   *
   * @param secret an empty one replaces nothing
   */
  public static String of(String text, String secret) {
    // Scrubbed before it is cut: a cut through the token would leave half of it.
    String scrubbed = secret.isEmpty() ? text : text.replace(secret, SCRUBBED);
    return SafeText.bounded(scrubbed, MAX_LENGTH);
  }
}
