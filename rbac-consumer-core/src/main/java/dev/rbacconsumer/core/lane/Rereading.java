package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reading ranges of the log that are not applied, one after the other, and then going on where
 * records are applied. The source is set to the start of a range where reading does not stand there
 * anyway.
 */
final class Rereading {
  private final Deque<Scan> scans = new ArrayDeque<>();

  /** Where records are applied from afterwards; null while nothing is read again. */
  private @Nullable CommitPosition back;

  private boolean sought;

  /** Begins to read ranges, those that are not empty, and then goes back. */
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

  /** Whether there is no range to read. */
  boolean isEmpty() {
    return scans.isEmpty();
  }

  boolean isActive() {
    return back != null;
  }

  /** Where the source has to be set; empty where reading stands right. */
  Optional<CommitPosition> wantedSeek() {
    if (!isActive() || sought) {
      return Optional.empty();
    }
    Scan next = scans.peek();
    return next == null ? Optional.ofNullable(back) : Optional.of(next.from());
  }

  /** The source was set where it was wanted. Returns whether records are applied from there. */
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

  /** Whether a record is being decoded for a range. */
  boolean isDecoding() {
    Scan scan = scans.peek();
    return scan != null && scan.isDecoding();
  }

  /** The range in work. */
  Scan scan() {
    return scans.element();
  }

  /** Leaves out the range in work. */
  void skip() {
    scans.remove();
    sought = false;
  }

  /** How many offsets are still to be read again. */
  long left() {
    return scans.stream().mapToLong(Scan::left).sum();
  }

  /** The next thing to do; null where reading goes on where records are applied, without a seek. */
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
