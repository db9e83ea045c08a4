package dev.rbacconsumer.core.settings;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes amounts of memory as people write them: {@code 8MiB}, {@code 512KiB}, {@code
 * 8388608}.
 */
public final class ByteSizeText {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,10}) ?(B|KiB|MiB|GiB)?");

  private ByteSizeText() {}

  /** Parses an amount. A plain number is bytes. Empty if the text is no amount. */
  public static OptionalLong parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    int shift = shift(matcher.group(2));
    return number <= Long.MAX_VALUE >> shift
        ? OptionalLong.of(number << shift)
        : OptionalLong.empty();
  }

  /** Returns the shortest text that {@link #parse} reads as this amount. */
  public static String show(long bytes) {
    String[] units = {"GiB", "MiB", "KiB"};
    for (String unit : units) {
      int shift = shift(unit);
      if (bytes > 0 && bytes % (1L << shift) == 0) {
        return (bytes >> shift) + unit;
      }
    }
    return bytes + "B";
  }

  private static int shift(@Nullable String unit) {
    if (unit == null) {
      return 0;
    }
    return switch (unit) {
      case "KiB" -> 10;
      case "MiB" -> 20;
      case "GiB" -> 30;
      default -> 0;
    };
  }
}
