package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.WitnessEvent;
import dev.rbacconsumer.core.record.SourceRecord;
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

  void on(DeliveryEvent.Witness event, Instant now) {
    WitnessEvent what = event.event();
    if (what instanceof WitnessEvent.MarkFailed it) {
      mark = RetryStatus.again(mark, it.reason(), it.message(), it.attempt(), now, it.delay());
      markBlocks = it.blocks();
    } else if (what instanceof WitnessEvent.MarkWritten) {
      mark = null;
    } else if (what instanceof WitnessEvent.ReplayBlocked it) {
      replay = RetryStatus.again(replay, TABLE, it.message(), it.attempt(), now, it.delay());
    } else if (what instanceof WitnessEvent.ReplayEnded) {
      replay = null;
    } else if (what instanceof WitnessEvent.EventRepeated) {
      event.record().ifPresent(record -> repeated(record, now));
    }
  }

  private void repeated(SourceRecord record, Instant now) {
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
