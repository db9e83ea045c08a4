package dev.rbacconsumer.core.status.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Formats times for people. */
public final class TimeText {
  /** Text of an unknown value. */
  public static final String UNKNOWN = "-";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SECONDS_SHOWN_EXACTLY = 10;

  private TimeText() {}

  /** Returns the two largest units of a number of seconds, such as {@code 3h 12m}. */
  static String span(String seconds) {
    try {
      return span(Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000)));
    } catch (NumberFormatException unknown) {
      return UNKNOWN;
    }
  }

  /** Returns the two largest units of a duration, without its sign. */
  public static String span(Duration duration) {
    Duration time = duration.abs();
    if (time.toSeconds() < SECONDS_SHOWN_EXACTLY) {
      return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
    } else if (time.toMinutes() < 1) {
      return time.toSeconds() + "s";
    } else if (time.toHours() < 1) {
      return time.toMinutes() + "m " + time.toSecondsPart() + "s";
    } else if (time.toDays() < 1) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    return time.toDays() + "d " + time.toHoursPart() + "h";
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  /** Returns the time of day, with the day if it differs from that of the status. */
  public static String at(Instant instant, Instant now) {
    boolean today = instant.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    return (today ? TIME : DAY_AND_TIME).format(instant);
  }

  /** Returns the time of day as {@link #at} does, with the distance from now. */
  public static String withDistance(Instant instant, Instant now) {
    return at(instant, now) + distance(instant, now);
  }

  /**
   * Returns the whole time in UTC with its distance from now, such as {@code 2026-01-02T03:04:05Z
   * (2m 3s ago)}.
   */
  public static String dated(Instant instant, Instant now) {
    return instant.truncatedTo(ChronoUnit.SECONDS) + distance(instant, now);
  }

  private static String distance(Instant instant, Instant now) {
    String distance = span(Duration.between(instant, now));
    return instant.isAfter(now) ? " (in " + distance + ")" : " (" + distance + " ago)";
  }
}
