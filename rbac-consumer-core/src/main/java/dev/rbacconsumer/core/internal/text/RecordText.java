package dev.rbacconsumer.core.internal.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Converts bytes of a record to bounded text that is safe to show in a log or a status. */
public final class RecordText {
  private static final int SHORT = 100;
  private static final int WHOLE = 64 * 1024;
  private static final int MOST_BYTES = 32;

  private RecordText() {}

  /**
   * Returns the first 100 characters of a value, safe to show in a log; {@code (no value)} for
   * null.
   */
  public static String of(byte @Nullable [] value) {
    return cut(value, SHORT);
  }

  /** Returns a whole value, or its first 64 Ki characters. */
  public static String whole(byte @Nullable [] value) {
    return cut(value, WHOLE);
  }

  /**
   * Returns the first 100 bytes of a value as a literal of Python, such as {@code b'a\n'}; {@code
   * None} for null. All of it is printable ASCII.
   */
  public static String python(byte @Nullable [] value) {
    if (value == null) {
      return "None";
    }
    String latin = new String(value, 0, Math.min(value.length, SHORT), StandardCharsets.ISO_8859_1);
    char quote = latin.indexOf('\'') >= 0 && latin.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder literal = new StringBuilder(latin.length() + 4).append('b').append(quote);
    latin.chars().forEach(each -> appendPython(literal, (char) each, quote));
    return literal.append(quote).toString();
  }

  private static void appendPython(StringBuilder literal, char each, char quote) {
    switch (each) {
      case '\n' -> literal.append("\\n");
      case '\r' -> literal.append("\\r");
      case '\t' -> literal.append("\\t");
      case '\\' -> literal.append("\\\\");
      default -> {
        if (each == quote) {
          literal.append('\\').append(each);
        } else if (each < ' ' || each > '~') {
          literal.append(String.format("\\x%02x", (int) each));
        } else {
          literal.append(each);
        }
      }
    }
  }

  /** Returns the beginning of a key as text; if it is no text, {@code 0x} and its first bytes. */
  public static String key(byte[] key) {
    try {
      return SafeText.field(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
    } catch (CharacterCodingException binary) {
      String hex = HexFormat.of().formatHex(key, 0, Math.min(key.length, MOST_BYTES));
      return "0x" + hex + (key.length > MOST_BYTES ? "…" : "");
    }
  }

  private static String cut(byte @Nullable [] value, int limit) {
    if (value == null) {
      return "(no value)";
    }
    int length = Math.min(value.length, limit);
    String text = SafeText.line(new String(value, 0, length, StandardCharsets.UTF_8));
    return value.length > limit ? text + "…" : text;
  }
}
