package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;

/**
 * The records that an earlier owner may have applied without committing them.
 *
 * @param from position that is committed
 * @param end position behind the last of them
 * @param bytes largest number of bytes before a record that the owner was permitted to apply
 * @param readTo position below which every record was offered
 * @param removed confirmed removals of a large change of that owner; empty where none can be relied
 *     on
 */
public record Recovery(
    CommitPosition from,
    CommitPosition end,
    long bytes,
    CommitPosition readTo,
    Optional<RemovalProgress> removed) {
  /** Creates a range without confirmed removals. */
  public Recovery(CommitPosition from, CommitPosition end, long bytes, CommitPosition readTo) {
    this(from, end, bytes, readTo, Optional.empty());
  }

  /**
   * Returns the range that the mark of the last commit permitted, up to the last record that
   * exists; empty if it holds no offset.
   *
   * @param from position at which reading begins: records before it are settled or gone
   */
  public static Optional<Recovery> of(CommittedState start, CommitPosition from) {
    return start
        .committed()
        .flatMap(commit -> CommitMetadata.of(commit).map(mark -> of(from, mark, start.log())))
        .filter(range -> range.end.compareTo(range.from) > 0);
  }

  private static Recovery of(CommitPosition from, CommitMetadata mark, PartitionOffsets log) {
    boolean whole = mark.through().compareTo(log.readable()) < 0;
    CommitPosition end = whole ? mark.through() : log.readable();
    return new Recovery(from, end, mark.bytes(), from, mark.removed());
  }

  /** Returns a copy that is read up to another position. */
  public Recovery readTo(CommitPosition position) {
    return new Recovery(from, end, bytes, position, removed);
  }

  /** Returns a copy without confirmed removals, for a store that may have lost them. */
  public Recovery fromTheFirstTuple() {
    return new Recovery(from, end, bytes, readTo);
  }

  /** Returns whether the queue holds all of them: offsets have gaps, so they cannot be counted. */
  public boolean isComplete(RecordQueue queue) {
    return readTo.compareTo(end) >= 0 || queue.hasBeyond(end.value(), bytes);
  }

  /** Returns the records of the range, once the queue holds all of them. */
  public List<SourceRecord> records(RecordQueue queue) {
    return queue.within(end.value(), bytes);
  }
}
