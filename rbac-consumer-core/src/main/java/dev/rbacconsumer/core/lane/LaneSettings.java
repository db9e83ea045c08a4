package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.retry.Backoff;
import java.time.Duration;

/**
 * Settings of lanes. All lanes of one instance share them.
 *
 * @param backoff waits between attempts, of records and of fences
 * @param attemptTimeout longest time for one attempt, above zero
 * @param policies what to do with records that fail for a reason of their own
 * @param maxQueuedRecords records a lane holds before it asks for no more, at least 1
 * @param maxQueuedBytes bytes a lane holds before it asks for no more, at least 1. So many bytes at
 *     most are applied ahead of their commit, too
 * @param window offsets that may be applied ahead of their commit, from 1, which commits before
 *     each record, to {@value #MAX_WINDOW}
 * @param batchMaxMessages messages that are applied as one change where there is a backlog, from 1,
 *     which applies each alone, to {@value #MAX_BATCH}
 * @param windowTuples tuples that may be applied ahead of their commit, at least 1; the first
 *     record may have more. They are counted by the size of the messages: none takes less than
 *     {@value #MIN_TUPLE_BYTES} bytes
 * @param steps how much of one change is applied in one attempt
 * @param replay settings of replays, of repeated events and of the store's mark
 */
public record LaneSettings(
    Backoff backoff,
    Duration attemptTimeout,
    FailurePolicies policies,
    int maxQueuedRecords,
    long maxQueuedBytes,
    int window,
    int batchMaxMessages,
    int windowTuples,
    ChangeSteps steps,
    ReplaySettings replay) {
  /** Longest window: what a new owner folds after a crash is held in memory. */
  public static final int MAX_WINDOW = 100_000;

  /** Bytes of the shortest relation that a message can hold, with the comma behind it. */
  public static final int MIN_TUPLE_BYTES = 86;

  /** Largest batch. */
  public static final int MAX_BATCH = 10_000;

  /** What an instance does when nothing is set. */
  public static final LaneSettings DEFAULT =
      new LaneSettings(
          Backoff.DEFAULT,
          Duration.ofSeconds(10),
          FailurePolicies.DEFAULT,
          500,
          8L * 1024 * 1024,
          500,
          1,
          20_000,
          ChangeSteps.DEFAULT,
          ReplaySettings.DEFAULT);

  public LaneSettings {
    if (attemptTimeout.isZero() || attemptTimeout.isNegative()) {
      throw new IllegalArgumentException("attempt timeout: want > 0, got " + attemptTimeout);
    }
    if (maxQueuedRecords < 1 || maxQueuedBytes < 1) {
      throw new IllegalArgumentException(
          "queue bounds: want >= 1, got %d records, %d bytes"
              .formatted(maxQueuedRecords, maxQueuedBytes));
    }
    if (windowTuples < 1) {
      throw new IllegalArgumentException("window: want >= 1 tuples, got " + windowTuples);
    }
    within(MAX_WINDOW, window, "window");
    within(MAX_BATCH, batchMaxMessages, "batch");
  }

  /** The same with other waits between attempts. */
  public LaneSettings withBackoff(Backoff other) {
    return new LaneSettings(
        other,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchMaxMessages,
        windowTuples,
        steps,
        replay);
  }

  /** The same with other policies. */
  public LaneSettings withPolicies(FailurePolicies other) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        other,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchMaxMessages,
        windowTuples,
        steps,
        replay);
  }

  /** The same with other bounds of what a lane holds. */
  public LaneSettings withQueue(int maxRecords, long maxBytes) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxRecords,
        maxBytes,
        window,
        batchMaxMessages,
        windowTuples,
        steps,
        replay);
  }

  /** The same with another window. */
  public LaneSettings withWindow(int offsets) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        offsets,
        batchMaxMessages,
        windowTuples,
        steps,
        replay);
  }

  /** The same with another bound of tuples in the window. */
  public LaneSettings withWindowTuples(int tuples) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchMaxMessages,
        tuples,
        steps,
        replay);
  }

  /** The same with other batches. */
  public LaneSettings withBatchMaxMessages(int messages) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        messages,
        windowTuples,
        steps,
        replay);
  }

  /** The same with other steps. */
  public LaneSettings withSteps(ChangeSteps other) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchMaxMessages,
        windowTuples,
        other,
        replay);
  }

  /** The same with other settings of replays. */
  public LaneSettings withReplay(ReplaySettings other) {
    return new LaneSettings(
        backoff,
        attemptTimeout,
        policies,
        maxQueuedRecords,
        maxQueuedBytes,
        window,
        batchMaxMessages,
        windowTuples,
        steps,
        other);
  }

  /** How many bytes may stand between a commit and a record that is applied ahead of it. */
  long windowBytes() {
    return Math.min(maxQueuedBytes, (long) windowTuples * MIN_TUPLE_BYTES);
  }

  private static void within(int most, int value, String name) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s: want 1 to %d, got %d".formatted(name, most, value));
    }
  }
}
