package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sequences scans of earlier ranges of the log, without applying their records, then seeks back to
 * the position from which records are applied. The source seeks to the start of a range unless it
 * is there already.
 */
final class LogRereader {
  private final Deque<Scan> scans = new ArrayDeque<>();

  /** Position from which records are applied afterwards; null while nothing is read again. */
  private @Nullable CommitPosition back;

  private boolean sought;

  /** Starts reading the ranges that are not empty, to return to a position afterwards. */
  void begin(Collection<Scan> ranges, CommitPosition goOnAt) {
    scans.clear();
    ranges.stream().filter(range -> !range.isEmpty()).forEach(scans::add);
    back = scans.isEmpty() ? null : goOnAt;
    sought = false;
  }

  void cancel() {
    scans.clear();
    back = null;
  }

  boolean isActive() {
    return back != null;
  }

  /** Returns the position to which the source has to seek; empty if it need not. */
  Optional<CommitPosition> wantedSeek() {
    if (!isActive() || sought) {
      return Optional.empty();
    }
    Scan next = scans.peek();
    return next == null ? Optional.ofNullable(back) : Optional.of(next.from());
  }

  /**
   * Records that the source was set to the wanted position. Returns whether records are applied
   * from there.
   */
  boolean sought() {
    sought = true;
    Scan next = scans.peek();
    if (next == null) {
      back = null;
      return true;
    }
    next.restart();
    return false;
  }

  boolean readTo(CommitPosition position) {
    Scan scan = scans.peek();
    return scan != null && sought && scan.readTo(position);
  }

  /** Returns whether a record is being decoded for a range. */
  boolean isDecoding() {
    Scan scan = scans.peek();
    return scan != null && scan.isDecoding();
  }

  /** Returns the range in work. */
  Scan scan() {
    return scans.element();
  }

  /** Returns whether the range in work is being read. */
  boolean isSought() {
    return sought && !scans.isEmpty();
  }

  /** Skips the range in work. */
  void skip(RecordBuffer buffer) {
    scans.remove();
    leave(buffer);
  }

  /** Reads another range in place of the one in work. */
  void replace(Scan other, RecordBuffer buffer) {
    scans.remove();
    scans.addFirst(other);
    leave(buffer);
  }

  private void leave(RecordBuffer buffer) {
    sought = false;
    buffer.close();
    buffer.begin(Optional.empty());
  }

  /** Returns the number of offsets that are still to be read again. */
  long left() {
    return scans.stream().mapToLong(Scan::left).sum();
  }

  /**
   * Returns the next action; null if reading continues with the records to apply, without a seek.
   */
  @Nullable LaneAction next(RecordBuffer buffer, long now) {
    Scan scan = scans.peek();
    while (sought && scan != null && scan.isComplete(buffer)) {
      CommitPosition end = scans.remove().end();
      scan.complete();
      scan = scans.peek();
      CommitPosition goOn = scan == null ? back : scan.from();
      sought = end.equals(goOn);
      if (sought && scan == null) {
        back = null;
        return null;
      }
    }
    return sought && scan != null ? scan.next(buffer, now) : new LaneAction.AwaitEvent();
  }
}
