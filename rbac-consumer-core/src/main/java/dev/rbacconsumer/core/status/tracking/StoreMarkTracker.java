package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.RepeatedEventsStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the mark in the store, a replay and repeated events of one partition. Written by one
 * thread at a time and read by any.
 */
final class StoreMarkTracker {
  private static final String TABLE = FailureReason.REPLAY_TABLE.word();

  private volatile @Nullable RetryStatus mark;

  /** Whether no record is applied before the mark is written. */
  private volatile boolean markBlocks;

  private volatile @Nullable RetryStatus replay;
  private volatile @Nullable RepeatedEventsStatus repeated;

  void markFailed(StoreMarkEvent.MarkFailed event, Instant now) {
    mark =
        RetryStatus.again(
            mark, event.reason(), event.message(), event.attempt(), now, event.delay());
    markBlocks = event.blocks();
  }

  void markWritten() {
    mark = null;
  }

  void replayBlocked(StoreMarkEvent.ReplayBlocked event, Instant now) {
    replay = RetryStatus.again(replay, TABLE, event.message(), event.attempt(), now, event.delay());
  }

  void replayEnded() {
    replay = null;
  }

  void repeated(SourceRecord record, Instant now) {
    RepeatedEventsStatus before = repeated;
    long count = before == null ? 0 : before.count();
    repeated = new RepeatedEventsStatus(count + 1, record.offset(), now);
  }

  /** Clears the problem of a replay: a started record proves that the replay continues. */
  void readsOn() {
    replay = null;
  }

  /**
   * Clears all problems when a fence is acquired or lost, or reading begins: the failed operations
   * start again.
   */
  void begins() {
    replay = null;
    mark = null;
  }

  /** Returns whether a mark or a replay blocks the partition. */
  boolean blocks() {
    return replay != null || (mark != null && markBlocks);
  }

  /**
   * Returns the current status.
   *
   * @param replayLeft number of offsets that a replay must still read; empty if none is in progress
   */
  StoreMarkStatus status(OptionalLong replayLeft) {
    Optional<ReplayStatus> underWay =
        replayLeft.isEmpty()
            ? Optional.empty()
            : Optional.of(new ReplayStatus(replayLeft.getAsLong(), Optional.ofNullable(replay)));
    return new StoreMarkStatus(underWay, Optional.ofNullable(mark), Optional.ofNullable(repeated));
  }
}
