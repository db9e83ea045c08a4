package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;

/**
 * Time of calls in the store of a {@link RelationsServer}, and conflicts between writes that are in
 * flight at the same time.
 *
 * <p>A call first takes {@code call}, side by side with other calls. A write then takes its turn,
 * one after the other. It meets {@code conflicts} for each other write in flight when it arrives; a
 * fraction adds up over writes, so 0.25 is one conflict in four. The store repeats the turn once
 * for each conflict, and the client notices only the additional time. A write with more conflicts
 * than {@code maxRetries} fails with ABORTED, reason {@code SERIALIZATION_FAILURE}, and has no
 * effect.
 *
 * @param call time of each call, reads included
 * @param turn time for which a write makes the other writes wait
 * @param tuple time added to the turn for each tuple in the request; a delete by filter counts as
 *     one tuple
 * @param conflicts conflicts of a write for each other write in flight
 * @param maxRetries repetitions within one write before it fails
 */
public record StoreCost(
    Duration call, Duration turn, Duration tuple, double conflicts, int maxRetries) {
  /** No time and no conflicts. */
  public static final StoreCost NONE =
      new StoreCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0);

  /** Repetitions of SpiceDB in its default configuration. */
  private static final int SPICEDB_RETRIES = 10;

  public StoreCost {
    if (call.isNegative() || turn.isNegative() || tuple.isNegative()) {
      throw new IllegalArgumentException(
          "call, turn and tuple: want >= 0, got " + call + ", " + turn + ", " + tuple);
    }
    if (!(conflicts >= 0) || maxRetries < 0) {
      throw new IllegalArgumentException(
          "conflicts and maxRetries: want >= 0, got " + conflicts + ", " + maxRetries);
    }
  }

  /**
   * Fits fenced removals in SpiceDB 1.56 with its memory store: 3.0, 0.75, 0.6 and 0.85 ms each
   * with 1, 4, 16 and 64 in flight.
   */
  public static StoreCost likeSpiceDbInMemory() {
    return new StoreCost(
        Duration.ofNanos(2_500_000),
        Duration.ofNanos(490_000),
        Duration.ofNanos(10_000),
        0.011,
        SPICEDB_RETRIES);
  }

  /**
   * Fits fenced removals in SpiceDB 1.56 with PostgreSQL 15 and tables without statistics, where
   * conflicts are most: 7.4, 7.0, 8.0 and 12 ms each with 1, 4, 16 and 64 in flight.
   */
  public static StoreCost likeSpiceDbOnPostgreSql() {
    return new StoreCost(
        Duration.ofNanos(700_000),
        Duration.ofNanos(6_650_000),
        Duration.ofNanos(50_000),
        0.0125,
        SPICEDB_RETRIES);
  }
}
