package dev.rbacconsumer.core.inspect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats times for people, with their distance from now. */
public final class TimeAgo {
  private TimeAgo() {}

  /** Returns a time in UTC with its distance, such as {@code 2026-01-02T03:04:05Z (2m 3s ago)}. */
  public static String of(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    String distance = span(age.abs());
    return time.truncatedTo(ChronoUnit.SECONDS)
        + (age.isNegative() ? " (in " + distance + ")" : " (" + distance + " ago)");
  }

  /** Returns a span of time, such as {@code 3h 5m}. */
  public static String span(Duration age) {
    if (age.toMinutes() < 1) {
      return age.toSeconds() + "s";
    } else if (age.toHours() < 1) {
      return age.toMinutes() + "m " + age.toSecondsPart() + "s";
    } else if (age.toDays() < 1) {
      return age.toHours() + "h " + age.toMinutesPart() + "m";
    }
    return age.toDays() + "d " + age.toHoursPart() + "h";
  }
}
