package dev.rbacconsumer.core.source;

import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * Offsets of one partition as the source last reported them, and the ages of its first unread
 * records while they are not read.
 *
 * @param committed committed position of the group; empty if it has committed nothing
 * @param begin position of the first record that the log keeps; empty while unknown
 * @param readable position behind the last record that can be read
 * @param end position behind the last record that was written; an open transaction hides those
 *     between the two
 * @param hiddenSince time since which {@code readable} has not moved although more was written;
 *     empty while nothing is hidden
 * @param head the first unread records, for a partition that waits for its lock or its position;
 *     empty while unknown, and for a partition that is read
 */
public record PartitionReport(
    Optional<CommitPosition> committed,
    Optional<CommitPosition> begin,
    CommitPosition readable,
    CommitPosition end,
    Optional<Instant> hiddenSince,
    Optional<BacklogHead> head) {

  /** Returns the report of a source that knows only where the partition ends. */
  static PartitionReport endingAt(long offset) {
    CommitPosition end = new CommitPosition(offset);
    return new PartitionReport(
        Optional.empty(), Optional.empty(), end, end, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the number of offsets from a position to the end, at least zero; empty while the
   * position is unknown.
   *
   * @param own position that this instance has committed or begun at; the group's commit, or the
   *     beginning of the log, stands in for it
   */
  public Optional<Long> lag(Optional<CommitPosition> own) {
    return own.or(() -> committed)
        .or(() -> begin)
        .map(from -> Math.max(0, end.value() - from.value()));
  }

  /** Returns the number of offsets that an open transaction hides. */
  public long hidden() {
    return Math.max(0, end.value() - readable.value());
  }
}
