package dev.rbacconsumer.core.observe;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Foreign bytes in a log line: bounded, and with every control character escaped. */
final class Sample {
  private static final int SHORT = 100;
  private static final int WHOLE = 64 * 1024;

  private Sample() {}

  /** The beginning of a value. */
  static String of(byte @Nullable [] value) {
    return cut(value, SHORT);
  }

  /** All of a value, within reason. */
  static String whole(byte @Nullable [] value) {
    return cut(value, WHOLE);
  }

  /** A text from a message. */
  static String text(String text) {
    return escape(text.length() > SHORT ? text.substring(0, SHORT) + "…" : text);
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
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
