package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.retry.Backoff;
import java.time.Duration;

/**
 * How lanes behave. All of one instance behave alike.
 *
 * @param backoff waits between attempts, of records and of fences
 * @param attemptTimeout longest time for one attempt, above zero
 * @param policies what to do with records that fail for a reason of their own
 * @param maxQueuedRecords records a lane holds before it asks for no more, at least 1
 * @param maxQueuedBytes bytes a lane holds before it asks for no more, at least 1
 */
public record LaneSettings(
    Backoff backoff,
    Duration attemptTimeout,
    FailurePolicies policies,
    int maxQueuedRecords,
    long maxQueuedBytes) {
  /** What an instance does when nothing is set. */
  public static final LaneSettings DEFAULT =
      new LaneSettings(
          Backoff.DEFAULT, Duration.ofSeconds(10), FailurePolicies.DEFAULT, 500, 8L * 1024 * 1024);

  public LaneSettings {
    if (attemptTimeout.isZero() || attemptTimeout.isNegative()) {
      throw new IllegalArgumentException("attempt timeout: want > 0, got " + attemptTimeout);
    }
    if (maxQueuedRecords < 1 || maxQueuedBytes < 1) {
      throw new IllegalArgumentException(
          "queue bounds: want >= 1, got %d records, %d bytes"
              .formatted(maxQueuedRecords, maxQueuedBytes));
    }
  }
}
