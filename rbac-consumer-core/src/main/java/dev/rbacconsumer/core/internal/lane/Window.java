package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits how far a lane may apply ahead of the committed position. A record may be applied only
 * once a commit is durable whose mark covers it, so the next owner after a crash knows how far the
 * previous owner can have come.
 */
final class Window {
  private final int records;
  private final long bytes;

  /** Identity of the log that the positions are of, if it is known. */
  private Optional<String> log = Optional.empty();

  /** Number of times that reading has begun, or ended. */
  private int beginnings;

  private @Nullable CommitPosition settled;

  /** Last settled record; unlike {@link #settled}, it does not move over a gap. */
  private @Nullable Offset lastRecord;

  private long settledBytes;

  /**
   * Position behind the last record that was sent to the store: it may be applied, wholly or in
   * part.
   */
  private long touched;

  /** Position behind the last record that went to a handler instead of the store. */
  private @Nullable CommitPosition handled;

  private @Nullable CommitPosition durable;

  /** Last record that a durable commit covers. */
  private @Nullable Offset durableRecord;

  private long permitted;
  private long permittedBytes;

  /**
   * @param records number of offsets that a mark reaches beyond its position, at least 1
   * @param bytes largest number of bytes between a commit and a record applied ahead of it
   */
  Window(int records, long bytes) {
    this.records = records;
    this.bytes = bytes;
  }

  /**
   * Starts the window at a position, and forgets everything else. What an earlier owner may have
   * applied stays in the mark of every commit until it is settled.
   */
  void begin(StartPosition beginning) {
    begin(beginning.position().orElse(null), beginning.log());
    durable = beginning.isDurable() ? settled : null;
    beginning
        .recovery()
        .ifPresent(
            range -> {
              touched = range.end().value();
              permittedBytes = range.bytes();
            });
  }

  /** Forgets everything: there is nothing to commit until reading begins at a position. */
  void forget() {
    begin(null, Optional.empty());
  }

  private void begin(@Nullable CommitPosition position, Optional<String> identity) {
    beginnings++;
    log = identity;
    settled = position;
    lastRecord = null;
    settledBytes = 0;
    touched = 0;
    handled = null;
    durable = null;
    durableRecord = null;
    permitted = 0;
    permittedBytes = 0;
  }

  /**
   * Permits the records that an earlier owner may have applied: that owner's mark still counts.
   * Records behind the last of them were not permitted to that owner, whatever offsets its mark
   * reaches to.
   */
  void permitRecovery(SourceRecord last, long rangeBytes) {
    touched = last.offset().commitPosition().value();
    permitted = touched;
    permittedBytes = rangeBytes;
  }

  /** Returns whether a record may be applied, with so many bytes in work before it. */
  boolean permits(SourceRecord record, long bytesInWork) {
    return record.offset().value() < permitted && settledBytes + bytesInWork <= permittedBytes;
  }

  /** Records that a record is about to be sent to the store. */
  void markSent(SourceRecord record) {
    touched = Math.max(touched, record.offset().commitPosition().value());
  }

  void settle(InFlightRecord entry) {
    settled = entry.record.offset().commitPosition();
    lastRecord = entry.record.offset();
    settledBytes += entry.record.sizeInBytes();
    if (entry.isHandled()) {
      handled = settled;
    }
  }

  /**
   * Returns whether every record that went to a handler is committed. No fold makes a repetition of
   * several calls to a handler harmless, so only one is risked at a time.
   */
  boolean isHandledDurable() {
    CommitPosition wanted = handled;
    return wanted == null || (durable != null && durable.compareTo(wanted) >= 0);
  }

  /** Settles the offsets below the first record that exists, where no position is known. */
  void settleBelow(CommitPosition begin) {
    if (settled == null) {
      settled = begin;
    }
  }

  /** Returns the position below which every record is settled; empty if none is known. */
  Optional<CommitPosition> settled() {
    return Optional.ofNullable(settled);
  }

  boolean hasProgress() {
    return settled != null && !settled.equals(durable);
  }

  /** Returns the number of offsets that may be applied before a further commit is durable. */
  long left() {
    CommitPosition position = settled;
    return position == null ? 0 : Math.max(0, permitted - position.value());
  }

  /** Returns whether half of what may be applied ahead is used up. */
  boolean isRunningOut() {
    CommitPosition position = settled;
    return position != null
        && (permitted - position.value() <= records / 2
            || permittedBytes - settledBytes <= bytes / 2);
  }

  /**
   * Returns a commit of the settled position that lets the lane go on; empty if no position is
   * known.
   *
   * @param next the first record that is not settled, if there is one
   */
  Optional<Checkpoint> open(@Nullable SourceRecord next) {
    passGap(next);
    CommitPosition position = settled;
    return position == null
        ? Optional.empty()
        : Optional.of(checkpoint(position, Math.max(touched, position.value() + records)));
  }

  /**
   * Returns a commit of the settled position that permits no more than was begun, from now on: a
   * new owner has to find the same range, and so the same change, whatever comes behind it
   * meanwhile.
   *
   * @param next the first record that is not settled
   */
  Optional<Checkpoint> pin(@Nullable SourceRecord next) {
    passGap(next);
    CommitPosition position = settled;
    if (position == null) {
      return Optional.empty();
    }
    long through = begunFrom(position);
    permitted = Math.min(permitted, through);
    return Optional.of(checkpoint(position, through));
  }

  /**
   * Settles the offsets between the settled position and the next record, which hold no record. A
   * window that began before a gap might end before it does.
   */
  private void passGap(@Nullable SourceRecord next) {
    CommitPosition position = settled;
    if (next != null && (position == null || position.value() < next.offset().value())) {
      settled = new CommitPosition(next.offset().value());
    }
  }

  /**
   * Settles all offsets below a position, where no record is left. Offsets that transactions and
   * compaction leave behind the last record would otherwise show as lag.
   */
  void passTo(CommitPosition position) {
    CommitPosition before = settled;
    if (before != null && before.compareTo(position) < 0) {
      settled = position;
    }
  }

  /**
   * Returns a commit of the settled position that permits no more than was begun; empty if it would
   * change nothing.
   *
   * @param isNews whether the rest of its metadata is new
   */
  Optional<Checkpoint> close(boolean isNews) {
    CommitPosition position = settled;
    if (position == null) {
      return Optional.empty();
    }
    long through = begunFrom(position);
    return hasProgress() || through < permitted || isNews
        ? Optional.of(checkpoint(position, through))
        : Optional.empty();
  }

  /** Returns the position behind all records that were begun, at least the settled one. */
  private long begunFrom(CommitPosition position) {
    return Math.max(touched, position.value());
  }

  /**
   * Takes a commit that is durable. Returns whether it counts: one that was made before reading
   * last began says nothing of what may be applied since then.
   */
  boolean acknowledged(Checkpoint checkpoint) {
    if (checkpoint.beginning() != beginnings) {
      return false;
    }
    if (durable == null || durable.compareTo(checkpoint.position()) <= 0) {
      durable = checkpoint.position();
      durableRecord = checkpoint.newRecord().orElse(durableRecord);
      permitted = Math.max(permitted, checkpoint.mark().through().value());
      permittedBytes = Math.max(permittedBytes, checkpoint.settledBytes() + bytes);
    }
    return true;
  }

  /**
   * Creates a checkpoint. Its bytes cover a range that is recovered, which another owner may have
   * begun with a larger limit.
   */
  private Checkpoint checkpoint(CommitPosition position, long through) {
    long reach = Math.max(bytes, permittedBytes - settledBytes);
    return new Checkpoint(
        position,
        new CommitMetadata(new CommitPosition(through), reach, log),
        settledBytes,
        beginnings,
        Optional.ofNullable(lastRecord).filter(it -> !it.equals(durableRecord)));
  }
}
