package dev.rbacconsumer.core.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes durations as people write them: {@code 250ms}, {@code 10s}, {@code 5m}, {@code
 * 1h}, {@code 10}.
 */
public final class DurationText {
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(ms|s|m|h)?");
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private DurationText() {}

  /** Parses a duration. A plain number is seconds. Empty if the text is no duration. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosPer(unit)));
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS_PER_SECOND));
    return Optional.of(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
  }

  /**
   * Returns the shortest text that {@link #parse} reads as this duration, in whole milliseconds.
   */
  public static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds > 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static long nanosPer(@Nullable String unit) {
    if (unit == null || unit.equals("s")) {
      return NANOS_PER_SECOND;
    }
    return switch (unit) {
      case "ms" -> NANOS_PER_MILLI;
      case "m" -> 60 * NANOS_PER_SECOND;
      default -> 3600 * NANOS_PER_SECOND;
    };
  }
}
