package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Parses times in seconds since 1970 UTC: whole, with a fraction, or in exponent form. */
final class EpochSeconds {
  private static final BigDecimal FIRST = BigDecimal.valueOf(Instant.MIN.getEpochSecond());
  private static final BigDecimal LAST = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

  /** Largest exponent: converting a larger one to a plain number would need unbounded memory. */
  private static final int LARGEST_EXPONENT = 40;

  /**
   * Most digits of a whole number that is parsed without decimal arithmetic and is always a valid
   * time.
   */
  private static final int LONGEST_PLAIN = 12;

  /** Most digits of a fraction that counts nanoseconds. */
  private static final int NANOS = 9;

  private EpochSeconds() {}

  /** Returns the time at the parser; null if there is none, or if it is out of range. */
  static @Nullable Instant read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= LONGEST_PLAIN) {
      return Instant.ofEpochSecond(json.getLongValue());
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return parse(json.getText());
    }
    json.skipChildren();
    return null;
  }

  static @Nullable Instant parse(String text) {
    Instant plain = parsePlain(text);
    return plain == null ? parseDecimal(text) : plain;
  }

  /**
   * Parses digits with a fraction, as nearly all times have, without decimal arithmetic; null for
   * every other text.
   */
  private static @Nullable Instant parsePlain(String text) {
    int point = text.indexOf('.');
    int length = text.length();
    if (point < 1 || point > LONGEST_PLAIN || length < point + 2 || length > point + 1 + NANOS) {
      return null;
    }
    long seconds = number(text, 0, point);
    long nanos = number(text, point + 1, length);
    for (int i = length; i < point + 1 + NANOS; i++) {
      nanos *= 10;
    }
    return seconds < 0 || nanos < 0 ? null : Instant.ofEpochSecond(seconds, nanos);
  }

  /** Returns a part of a text as a number; -1 if it is not all digits. */
  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static @Nullable Instant parseDecimal(String text) {
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(text);
    } catch (NumberFormatException notDecimal) {
      return null;
    }
    int magnitude = seconds.precision() - seconds.scale();
    if (Math.abs((long) seconds.scale()) > 1_000 || magnitude > LARGEST_EXPONENT) {
      return null;
    }
    if (seconds.compareTo(FIRST) < 0 || seconds.compareTo(LAST) > 0) {
      return null;
    }
    long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos);
  }
}
