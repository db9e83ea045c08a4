package dev.rbacconsumer.core.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Units in which a producer may have written {@code created_at}, which should be in seconds since
 * 1970. Decided by the magnitude of the number, since nothing else in a message names the unit.
 */
enum CreatedAtUnit {
  SECONDS,
  MILLISECONDS,
  MICROSECONDS,
  /** The value is a plausible time in none of the other units, or no number. */
  UNKNOWN;

  /** The units that {@code created_at} should not have. */
  static final Set<CreatedAtUnit> IMPLAUSIBLE =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SECONDS)));

  /** From this number on, in 2001, and until 2286, seconds since 1970 have ten digits. */
  private static final long LEAST_SECONDS = 1_000_000_000L;

  /**
   * Returns the unit of a number.
   *
   * @param read the number, read as seconds
   */
  static CreatedAtUnit of(Instant read) {
    long number = read.getEpochSecond();
    if (hasMagnitudeOf(1, number)) {
      return SECONDS;
    } else if (hasMagnitudeOf(1_000, number)) {
      return MILLISECONDS;
    }
    return hasMagnitudeOf(1_000_000, number) ? MICROSECONDS : UNKNOWN;
  }

  /** Returns the value of the label {@code unit}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean hasMagnitudeOf(long perSecond, long number) {
    long least = LEAST_SECONDS * perSecond;
    return number >= least && number < 10 * least;
  }
}
