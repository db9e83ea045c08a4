package dev.rbacconsumer.core.status;

import java.time.Duration;
import java.time.Instant;

/**
 * An open transaction of a producer that hides records of a partition: nothing behind it can be
 * read before it ends.
 *
 * @param records number of hidden offsets, above zero
 * @param since time since which it hides records
 * @param isLong whether that is {@link #DEGRADED_AFTER} or longer ago
 */
public record OpenTransactionStatus(long records, Instant since, boolean isLong) {
  /**
   * Time after which the instance counts as degraded. Transactions of a connector last
   * milliseconds; the default limit of a producer is one minute.
   */
  public static final Duration DEGRADED_AFTER = Duration.ofMinutes(1);
}
