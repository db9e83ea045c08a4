package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.checkpoint.ApplyAheadMark;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;

/**
 * The records that an earlier owner may have applied without committing them.
 *
 * @param from position that is committed
 * @param end position behind the last of them
 * @param bytes records before which more bytes stand were not permitted to that owner
 * @param readTo every record below was offered, as far as there is one
 * @param removed what that owner has left of a large change; empty where nothing can be relied on
 */
record Recovery(
    CommitPosition from,
    CommitPosition end,
    long bytes,
    CommitPosition readTo,
    Optional<RemovalProgress> removed) {
  /** A range of which nothing is known to be confirmed. */
  Recovery(CommitPosition from, CommitPosition end, long bytes, CommitPosition readTo) {
    this(from, end, bytes, readTo, Optional.empty());
  }

  /**
   * What the mark of the last commit says of records that exist; empty where there are none.
   *
   * @param from where reading begins: what is before that is settled or gone
   */
  static Optional<Recovery> of(CommittedState start, CommitPosition from) {
    return start
        .committed()
        .flatMap(commit -> ApplyAheadMark.of(commit).map(mark -> of(from, mark, start.log())))
        .filter(range -> range.end.compareTo(range.from) > 0);
  }

  private static Recovery of(CommitPosition from, ApplyAheadMark mark, PartitionOffsets log) {
    boolean whole = mark.through().compareTo(log.readable()) < 0;
    CommitPosition end = whole ? mark.through() : log.readable();
    return new Recovery(from, end, mark.bytes(), from, mark.removed());
  }

  Recovery readTo(CommitPosition position) {
    return new Recovery(from, end, bytes, position, removed);
  }

  /** The same where the store may not have what it confirmed to that owner. */
  Recovery fromTheFirstTuple() {
    return new Recovery(from, end, bytes, readTo);
  }

  /** Whether the queue holds all of them: offsets have gaps, so they cannot be counted. */
  boolean isComplete(RecordQueue queue) {
    return readTo.compareTo(end) >= 0 || queue.hasBeyond(end.value(), bytes);
  }

  List<SourceRecord> records(RecordQueue queue) {
    return queue.within(end.value(), bytes);
  }
}
