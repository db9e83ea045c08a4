package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Computes the backlog of a lane at one moment. Records wait in their order, so the first one
 * counts as the oldest. Queued records are not decoded, and so count as no removals.
 *
 * @param wallMillis the time of day, milliseconds since 1970 UTC
 * @param now the monotonic clock, in nanoseconds
 */
public record BacklogSnapshot(long wallMillis, long now) {
  Backlog of(
      Ownership ownership,
      RecordBuffer buffer,
      Batch work,
      Window window,
      OptionalLong replayLeft) {
    boolean known = buffer.isOpen();
    return new Backlog(
        stage(ownership, buffer, work, replayLeft.isPresent()),
        window.settled(),
        buffer.size(),
        buffer.bytes(),
        window.left(),
        known ? Optional.of(oldest(work, buffer)) : Optional.empty(),
        known ? Optional.of(oldestRemoval(work, buffer)) : Optional.empty(),
        replayLeft,
        known ? Optional.ofNullable(newest(work, buffer)).map(this::age) : Optional.empty(),
        known ? readTo(work, buffer, window) : Optional.empty(),
        work.limit().messages(now));
  }

  private static @Nullable SourceRecord newest(Batch work, RecordBuffer buffer) {
    SourceRecord queued = buffer.peekLast();
    return queued == null && !work.isEmpty() ? work.last().record : queued;
  }

  private static Optional<CommitPosition> readTo(Batch work, RecordBuffer buffer, Window window) {
    SourceRecord last = newest(work, buffer);
    return last == null ? window.settled() : Optional.of(last.offset().commitPosition());
  }

  private static LaneStage stage(
      Ownership ownership, RecordBuffer buffer, Batch work, boolean replays) {
    if (ownership.fence() == null) {
      return LaneStage.FENCING;
    }
    if (!buffer.isOpen()) {
      return LaneStage.POSITIONING;
    }
    if (replays) {
      return LaneStage.REPLAYING;
    }
    if (buffer.isCollecting() || work.isRecovery()) {
      return LaneStage.RECOVERING;
    }
    return work.isEmpty() && buffer.peek() == null ? LaneStage.IDLE : LaneStage.RUNNING;
  }

  private Duration oldest(Batch work, RecordBuffer buffer) {
    InFlightRecord entry = work.firstUnapplied(any -> true);
    SourceRecord queued = buffer.peek();
    if (entry != null) {
      return age(entry);
    }
    return queued == null ? unreadable(buffer) : age(queued);
  }

  private Duration oldestRemoval(Batch work, RecordBuffer buffer) {
    InFlightRecord entry = work.firstUnapplied(InFlightRecord::mayRemove);
    if (entry != null) {
      return age(entry);
    }
    return buffer.peek() == null ? unreadable(buffer) : Duration.ZERO;
  }

  private Duration age(InFlightRecord entry) {
    Duration sinceItsTurn = Duration.ofNanos(now - entry.startedAt);
    Duration age = age(entry.record);
    return age.compareTo(sinceItsTurn) < 0 ? sinceItsTurn : age;
  }

  /** Returns the time since which the next batch cannot be read: its records are older. */
  private Duration unreadable(RecordBuffer buffer) {
    Long since = buffer.blockedSince();
    return since == null ? Duration.ZERO : Duration.ofNanos(now - since);
  }

  /** Returns the age of a record. */
  public Duration age(SourceRecord record) {
    return age(record.timestampMillis());
  }

  /**
   * Returns the age of a record written at a time in milliseconds since 1970 UTC; zero if the time
   * is unknown, which is negative.
   */
  Duration age(long written) {
    return written < 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, wallMillis - written));
  }
}
