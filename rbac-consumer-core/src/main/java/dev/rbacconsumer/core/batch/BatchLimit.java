package dev.rbacconsumer.core.batch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the batches of one lane. With a fixed {@link BatchSize} the limit is that number. With
 * {@link BatchSize#AUTO} it is one message while the lane keeps up. Once records have waited
 * without a break for {@link #BEHIND_AFTER}, the lane is behind: the limit doubles while the store
 * answers quickly, and shrinks when it answers slowly or not at all.
 *
 * <p>Pure: the monotonic clock arrives as an argument. Not thread-safe.
 */
public final class BatchLimit {
  /**
   * Time for which records have to wait until a lane is behind, and for which it has to be idle
   * until it no longer is. A lane that catches up may be idle for moments, between two answers of
   * the broker.
   */
  static final Duration BEHIND_AFTER = Duration.ofMillis(100);

  /**
   * Longest time that a batch should take, about that of one step of a change: the first message of
   * a batch becomes visible together with the last one.
   */
  static final Duration TARGET = Duration.ofSeconds(1);

  /**
   * Longest time that a batch should take, as a multiple of that of a single message: with a store
   * that is slow for every call, one message at a time would never catch up.
   */
  static final int TARGET_FACTOR = 4;

  /** Most bytes of the messages of an adaptive batch, well below what a store takes in a call. */
  static final long MAX_BYTES = 1L << 20;

  private final BatchSize size;
  private final int maxTuples;

  /** Since when records have waited without a break; null if none waits. */
  private @Nullable Long waitingSince;

  /** Since when the lane has had nothing to do; null if it is busy. */
  private @Nullable Long idleSince;

  private boolean behind;

  /** Number of messages of a batch while the lane is behind. */
  private int messagesWhileBehind = 1;

  /** Smoothed time that a single message took, in nanoseconds; zero before the first. */
  private long singleNanos;

  /**
   * Creates the limit of a lane that keeps up.
   *
   * @param maxTuples most tuples of an adaptive batch, at least 1: what a store takes in one write
   */
  public BatchLimit(BatchSize size, int maxTuples) {
    if (maxTuples < 1) {
      throw new IllegalArgumentException("batch: want >= 1 tuples, got " + maxTuples);
    }
    this.size = size;
    this.maxTuples = maxTuples;
  }

  /** Returns whether the limit adapts to load. */
  public boolean isAuto() {
    return size.messages().isEmpty();
  }

  /** Returns the largest number of messages in the current batch. */
  public int messages() {
    return size.messages().orElse(behind ? messagesWhileBehind : 1);
  }

  /**
   * Returns the largest number of messages in a batch at a moment.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public int messages(long now) {
    return isAuto() && wasIdle(now) ? 1 : messages();
  }

  private boolean wasIdle(long now) {
    return idleSince != null && now - idleSince >= BEHIND_AFTER.toNanos();
  }

  /** Returns whether a batch of several messages may have so many tuples. */
  public boolean allowsTuples(long tuples) {
    return !isAuto() || tuples <= maxTuples;
  }

  /** Returns whether a batch of several messages may have so many bytes. */
  public boolean allowsBytes(long bytes) {
    return !isAuto() || bytes <= MAX_BYTES;
  }

  /**
   * Begins a batch.
   *
   * @param waiting number of records that wait behind its first one
   * @param now the monotonic clock, in nanoseconds
   */
  public void begin(int waiting, long now) {
    if (waiting == 0 || wasIdle(now)) {
      keepUp();
    }
    idleSince = null;
    if (waiting > 0) {
      waitingSince = waitingSince == null ? Long.valueOf(now) : waitingSince;
      behind = now - waitingSince >= BEHIND_AFTER.toNanos();
    }
  }

  /**
   * Records that the lane has nothing to do.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public void idle(long now) {
    idleSince = idleSince == null ? Long.valueOf(now) : idleSince;
  }

  private void keepUp() {
    waitingSince = null;
    behind = false;
    messagesWhileBehind = 1;
  }

  /**
   * Records that the store has acknowledged the change of a batch.
   *
   * @param messages number of messages whose changes it held
   * @param nanos time that the store took to answer, for all steps together
   */
  public void applied(int messages, long nanos) {
    if (messages == 1) {
      singleNanos = singleNanos == 0 ? nanos : singleNanos + (nanos - singleNanos) / 4;
    } else if (nanos < singleNanos) {
      // One message takes no longer than several: the one that was measured was a large one.
      singleNanos = nanos;
    }
    long target = Math.max(TARGET.toNanos(), TARGET_FACTOR * singleNanos);
    if (nanos > target) {
      messagesWhileBehind = Math.max(1, Math.min(messagesWhileBehind, messages) / 2);
    } else if (nanos <= target / 2 && messages >= messagesWhileBehind) {
      messagesWhileBehind = Math.min(BatchSize.MAX, 2 * messagesWhileBehind);
    }
  }

  /** Records that an attempt failed: the next batches begin with one message again. */
  public void failed() {
    messagesWhileBehind = 1;
  }
}
