package dev.rbacconsumer.core.observe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Foreign bytes and texts for a log or a status: bounded, and with every character escaped that
 * cannot be seen or would change how others look.
 */
public final class Sample {
  private static final int SHORT = 100;
  private static final int SENTENCE = 500;
  private static final int WHOLE = 64 * 1024;
  private static final int MOST_BYTES = 32;

  private Sample() {}

  /** The beginning of a value. */
  static String of(byte @Nullable [] value) {
    return cut(value, SHORT);
  }

  /** All of a value, within reason. */
  static String whole(byte @Nullable [] value) {
    return cut(value, WHOLE);
  }

  /** A text from a message: its first 100 characters. */
  public static String text(String text) {
    return bounded(text, SHORT);
  }

  /** What somebody else says of a failure: its first 500 characters. */
  public static String sentence(String text) {
    return bounded(text, SENTENCE);
  }

  /**
   * A key: the beginning of its text; where it is no text, {@code 0x} and the beginning of its
   * bytes.
   */
  public static String key(byte[] key) {
    try {
      return text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
    } catch (CharacterCodingException binary) {
      String hex = HexFormat.of().formatHex(key, 0, Math.min(key.length, MOST_BYTES));
      return "0x" + hex + (key.length > MOST_BYTES ? "…" : "");
    }
  }

  private static String bounded(String text, int limit) {
    return escape(text.length() > limit ? text.substring(0, limit) + "…" : text);
  }

  private static String cut(byte @Nullable [] value, int limit) {
    if (value == null) {
      return "(no value)";
    }
    int length = Math.min(value.length, limit);
    String text = new String(value, 0, length, StandardCharsets.UTF_8);
    return escape(value.length > limit ? text + "…" : text);
  }

  private static String escape(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : escapeEach(text);
  }

  private static String escapeEach(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isSeen(point)) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append(String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point));
              }
            });
    return escaped.toString();
  }

  private static boolean isSeen(int point) {
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
