package dev.rbacconsumer.core.checkpoint;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes free text into the metadata of a commit, where a value has at most 64 visible ASCII
 * characters: the text is percent-encoded, and a long one is split over several values of one name.
 */
final class MetadataText {
  private static final int MAX_VALUE = 64;

  private final String name;
  private final int maxEncoded;
  private final Pattern part;

  /**
   * @param name name of the values, of at most 32 lower-case letters and hyphens
   * @param maxEncoded longest encoded text, in characters
   */
  MetadataText(String name, int maxEncoded) {
    this.name = name;
    this.maxEncoded = maxEncoded;
    this.part = Pattern.compile(" " + name + "=([!-~]{1,64})(?=\\s|$)");
  }

  /** Returns the longest beginning of a text that fits. */
  String kept(String text) {
    int end = text.length();
    while (encoded(text.substring(0, end)).length() > maxEncoded) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  /** Returns the values that hold a text; none for an empty one. */
  String of(String text) {
    StringBuilder values = new StringBuilder();
    String rest = encoded(text);
    for (int at = 0; at < rest.length(); at += MAX_VALUE) {
      String value = rest.substring(at, Math.min(rest.length(), at + MAX_VALUE));
      values.append(' ').append(name).append('=').append(value);
    }
    return values.toString();
  }

  /** Returns the text that values hold; an empty one if there are none that can be decoded. */
  String read(String metadata) {
    StringBuilder encoded = new StringBuilder();
    Matcher found = part.matcher(metadata);
    while (found.find()) {
      encoded.append(found.group(1));
    }
    try {
      return kept(URLDecoder.decode(encoded.toString(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return "";
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
