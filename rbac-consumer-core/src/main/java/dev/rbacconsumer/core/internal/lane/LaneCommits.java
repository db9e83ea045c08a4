package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.change.ChangeProgress;
import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.OwnerNotesTracker;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which position one lane commits, and when. */
final class LaneCommits {
  private final Ownership ownership;
  private final RecordBuffer buffer;
  private final Window window;
  private final Batch work;
  private final StoreMarking marking;
  private final ReplayReader replaying;
  private final ChangeProgress progress;
  private final OwnerNotesTracker notes;

  /** Whether the source thread comes back soon, and commits then. */
  private boolean commitComes;

  LaneCommits(Lane.Parts parts, ChangeProgress progress, OwnerNotesTracker notes) {
    this.ownership = parts.ownership();
    this.buffer = parts.buffer();
    this.window = parts.window();
    this.work = parts.work();
    this.marking = parts.marking();
    this.replaying = parts.replaying();
    this.progress = progress;
    this.notes = notes;
  }

  /**
   * Returns the commit to make now; empty if it would change nothing.
   *
   * @param ended whether the lane has ended
   */
  Optional<Checkpoint> next(boolean ended) {
    if (notes.isPauseNews() && buffer.isOpen()) {
      // A pause has to be committed, also where the group has settled nothing.
      window.settleBelow(notes.from());
    }
    if (marking.isOwed() || replaying.isFirst()) {
      return Optional.empty();
    }
    if (ownership.fence() == null || !buffer.isOpen() || ended) {
      return window.hasProgress() ? annotated(window.close(false)) : Optional.empty();
    }
    if (buffer.isCollecting() || replaying.isReading()) {
      return Optional.empty();
    }
    SourceRecord next = nextRecord();
    if (work.isRecovery() || mustNameRemoved()) {
      return isDue() || window.hasProgress() ? pinned(next) : Optional.empty();
    }
    boolean stuck = next != null && !window.permits(next, 0);
    return window.hasProgress() || stuck || marking.isNews() || notes.isNews()
        ? annotated(window.open(next), Optional.empty())
        : Optional.empty();
  }

  /** Returns the last commit before the partition is given up; empty if it would change nothing. */
  Optional<Checkpoint> last() {
    return buffer.isCollecting() || marking.isOwed() || replaying.isFirst()
        ? Optional.empty()
        : annotated(window.close(isNews()));
  }

  /**
   * Returns the mark that may be written to the store now; empty if no settled position is known.
   */
  Optional<StoreMark> settledMark() {
    return window.settled().map(it -> marking.mark(it, replaying.underWay(it)));
  }

  void acknowledged(Checkpoint checkpoint) {
    if (window.acknowledged(checkpoint)) {
      marking.committed(checkpoint);
      notes.committed(checkpoint.mark().notes());
      checkpoint.mark().removed().ifPresent(progress::committed);
    }
  }

  /**
   * Returns a commit that covers every record in work, also those that wait to be decoded again.
   */
  private Optional<Checkpoint> pinned(@Nullable SourceRecord next) {
    if (!work.isEmpty()) {
      window.markSent(work.last().record);
    }
    return annotated(window.pin(next));
  }

  /** Returns a commit that permits no more than was begun, and so can name confirmed removals. */
  private Optional<Checkpoint> annotated(Optional<Checkpoint> checkpoint) {
    return annotated(checkpoint, checkpoint.isPresent() ? removed() : Optional.empty());
  }

  private Optional<Checkpoint> annotated(
      Optional<Checkpoint> checkpoint, Optional<RemovalProgress> named) {
    return checkpoint.map(
        it -> it.with(marking.seen(), replaying.underWay(it.position()), named, notes.current()));
  }

  /**
   * Returns the removals that a new owner may leave out of the change in work. There are none
   * without a fence, since late calls of this owner could undo them, and none in a replay, where
   * the change of a record depends on the end of the log.
   */
  private Optional<RemovalProgress> removed() {
    return canNameRemoved() ? progress.removed() : Optional.empty();
  }

  private boolean mustNameRemoved() {
    return canNameRemoved() && progress.mustBeNamed();
  }

  private boolean canNameRemoved() {
    FenceToken fence = ownership.fence();
    return fence != null && fence.isFenced() && replaying.underWay() == null;
  }

  /**
   * Returns whether the source thread has something to do: to commit, or to read on.
   *
   * @param paused whether the partition is paused
   */
  boolean concernSource(boolean paused) {
    boolean canRead = paused && buffer.hasRoom();
    if (replaying.isReading()) {
      return canRead;
    }
    if (work.isRecovery() || mustNameRemoved()) {
      return isDue() || window.hasProgress() || canRead;
    }
    boolean isIdle = nextRecord() == null;
    return isUrgentForRecords() || (isIdle ? window.hasProgress() && !commitComes : canRead);
  }

  /**
   * Returns whether anything waits for the next commit.
   *
   * @param ended whether the lane has ended
   */
  boolean isUrgent(boolean ended) {
    return (ended || ownership.fence() == null || !buffer.isOpen())
        ? window.hasProgress()
        : work.isRecovery() || mustNameRemoved() || isUrgentForRecords();
  }

  private boolean isUrgentForRecords() {
    SourceRecord next = nextRecord();
    return next == null
        ? marking.isNews() || notes.isNews()
        : marking.awaitsCommit()
            || notes.isNews()
            || !window.permits(next, 0)
            || window.isRunningOut()
            || !window.isHandledDurable();
  }

  /** Records whether the source thread comes back soon, and commits then. */
  void commitComes(boolean comes) {
    commitComes = comes;
  }

  private boolean isNews() {
    return progress.isNews() || marking.isNews() || notes.isNews();
  }

  private boolean isDue() {
    return progress.isDue() || marking.isNews() || notes.isNews();
  }

  /** Returns the first record that was read and is not settled; null if there is none. */
  @Nullable SourceRecord nextRecord() {
    return work.isEmpty() ? buffer.peek() : work.first().record;
  }
}
