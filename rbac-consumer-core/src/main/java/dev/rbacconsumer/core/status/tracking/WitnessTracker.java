package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.WitnessEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.RepeatedEventsStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.WitnessStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the mark in the store, a replay and repeated events of one partition. Written by one
 * thread at a time and read by any.
 */
final class WitnessTracker {
  private static final String TABLE = "replay_table";

  private volatile @Nullable RetryStatus mark;

  /** Whether nothing is applied before the store is marked. */
  private volatile boolean markBlocks;

  private volatile @Nullable RetryStatus replay;
  private volatile @Nullable RepeatedEventsStatus repeated;

  void markFailed(WitnessEvent.MarkFailed event, Instant now) {
    mark =
        RetryStatus.again(
            mark, event.reason(), event.message(), event.attempt(), now, event.delay());
    markBlocks = event.blocks();
  }

  void markWritten() {
    mark = null;
  }

  void replayBlocked(WitnessEvent.ReplayBlocked event, Instant now) {
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

  /** The turn of a record has come, which a replay that cannot go on would not allow. */
  void readsOn() {
    replay = null;
  }

  /** Reading begins, or ends for now: whatever failed is begun again. */
  void begins() {
    replay = null;
    mark = null;
  }

  /** Whether nothing is applied. */
  boolean blocks() {
    return replay != null || (mark != null && markBlocks);
  }

  /**
   * @param replayLeft how many offsets of a replay are still to be read; empty where none is under
   *     way
   */
  WitnessStatus status(OptionalLong replayLeft) {
    Optional<ReplayStatus> underWay =
        replayLeft.isEmpty()
            ? Optional.empty()
            : Optional.of(new ReplayStatus(replayLeft.getAsLong(), Optional.ofNullable(replay)));
    return new WitnessStatus(underWay, Optional.ofNullable(mark), Optional.ofNullable(repeated));
  }
}
