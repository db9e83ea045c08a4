package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the store's mark of one partition up to date: writes one before anything is applied if the
 * store has none that can be relied on, then at most once in an interval, and a last time at the
 * end. A commit names the mark that it relies on, which is written before.
 */
final class StoreMarking {
  private final PartitionId partition;
  private final Backoff backoff;
  private final long interval;

  private boolean keepsMarks;

  /** True once reading has begun under the fence that is held. */
  private boolean begun;

  private Optional<String> log = Optional.empty();

  /** The mark that must still be in the store at the next write. */
  private Optional<StoreMark> expected = Optional.empty();

  /**
   * Position up to which the store has seen the log that is read, as far as that may be relied on.
   */
  private Optional<CommitPosition> seen = Optional.empty();

  /** Position of the mark that the latest durable commit names. */
  private Optional<CommitPosition> committed = Optional.empty();

  /** Mark that has to be written before anything else; null if there is none. */
  private @Nullable StoreMark owed;

  /**
   * Mark that is owed once a commit of its position is durable; null if there is none. If it were
   * written before, and the lane ended in between, it would hide that the store has lost data below
   * the earlier commit.
   */
  private @Nullable StoreMark owedAfterCommit;

  private @Nullable StoreMark writing;

  /** True if reading began at another position, or ended, since the current write was begun. */
  private boolean stale;

  /** True once a mark was written under the fence that is held. */
  private boolean marked;

  private long notBefore;
  private int failures;

  /** Number of waits since the first failure, or since the store answered again after it. */
  private int waits;

  StoreMarking(PartitionId partition, Backoff backoff, Duration interval) {
    this.partition = partition;
    this.backoff = backoff;
    this.interval = interval.toNanos();
  }

  /**
   * Takes the store's memory after an acquisition of the fence: it counts from now on. Commits that
   * are left of an earlier fence still rely on the mark of that time.
   */
  void fenced(StoreMemory memory, long now) {
    keepsMarks = memory.keepsMarks();
    marked = false;
    begun = false;
    expected =
        memory.marks().stream()
            .max(
                Comparator.comparing(
                    (StoreMark mark) -> mark.seen().map(CommitPosition::value).orElse(-1L)));
    owed = null;
    owedAfterCommit = null;
    writing = null;
    notBefore = now;
    failures = 0;
    waits = 0;
  }

  /** Starts with a position: a mark is owed if the store has none that can be relied on. */
  void begin(StartPosition beginning, long now) {
    log = beginning.log();
    begun = true;
    seen = beginning.seen();
    committed = Optional.empty();
    StoreMark mark =
        keepsMarks && seen.isEmpty() ? mark(beginning.from(), beginning.replay()) : null;
    boolean afterCommit = beginning.position().isPresent() && !beginning.isDurable();
    owed = afterCommit ? null : mark;
    owedAfterCommit = afterCommit ? mark : null;
    notBefore = mark == null ? now + interval : now;
    failures = 0;
    waits = 0;
    stale = true;
  }

  /** Owes no mark any more, since nothing is read until a policy decides. */
  void end() {
    owed = null;
    owedAfterCommit = null;
    stale = true;
  }

  /**
   * Returns the mark of a position up to which everything is settled, in a replay or outside of
   * one.
   */
  StoreMark mark(CommitPosition settled, Optional<ReplayRange> replay) {
    StoreMark mark = StoreMark.of(log, settled);
    return replay
        .map(ReplayRange::from)
        .filter(from -> from.compareTo(settled) < 0)
        .map(mark::inReplayFrom)
        .orElse(mark);
  }

  /** Returns whether nothing may be applied or committed before a mark is written. */
  boolean isOwed() {
    return owed != null;
  }

  /**
   * Returns whether nothing may be applied before a commit is durable, and then a mark is written.
   */
  boolean awaitsCommit() {
    return owedAfterCommit != null;
  }

  /** Returns the position of the mark that commits rely on; empty if the store keeps none. */
  Optional<CommitPosition> seen() {
    return keepsMarks ? seen : Optional.empty();
  }

  /** Returns whether no durable commit names the latest mark. */
  boolean isNews() {
    return keepsMarks && owed == null && !seen.equals(committed);
  }

  /** Records that a commit is durable. */
  void committed(Checkpoint checkpoint) {
    committed = checkpoint.mark().seen();
    StoreMark mark = owedAfterCommit;
    if (mark != null && checkpoint.position().compareTo(mark.seen().orElseThrow()) >= 0) {
      owed = mark;
      owedAfterCommit = null;
    }
  }

  /** Returns the action for the mark that is owed, a write or a wait; null if none is owed. */
  @Nullable LaneAction nextOwed(FenceToken fence, long now) {
    StoreMark mark = owed;
    if (mark == null) {
      return null;
    }
    return now - notBefore < 0
        ? new LaneAction.WaitUntil(notBefore, isFailing())
        : write(mark, fence);
  }

  /** Returns whether the last attempt to write failed. */
  boolean isFailing() {
    return failures > 0;
  }

  /** Makes the next attempt no later than at a time, if it waits after a failure. */
  void retryBy(long nanoTime) {
    if (isFailing()) {
      notBefore = nanoTime - notBefore < 0 ? nanoTime : notBefore;
      waits = Math.min(waits, Ownership.WAITS_AFTER_OUTAGE);
    }
  }

  /** Makes the next attempt at once. Returns whether one was waiting after a failure. */
  boolean retryNow(long now) {
    boolean waits = isFailing() && now - notBefore < 0;
    if (waits) {
      notBefore = now;
    }
    return waits;
  }

  /** Returns the write of the mark of the settled position; null if it is not due. */
  @Nullable LaneAction nextDue(Optional<StoreMark> settled, FenceToken fence, long now) {
    return isBehind(settled.flatMap(StoreMark::seen)) && now - notBefore >= 0
        ? write(settled.orElseThrow(), fence)
        : null;
  }

  /**
   * Returns the last write before the partition is given up; null if none is needed, or if the last
   * attempt failed.
   */
  @Nullable LaneAction nextLast(Optional<StoreMark> settled, FenceToken fence) {
    return isBehind(settled.flatMap(StoreMark::seen)) && owed == null && failures == 0
        ? write(settled.orElseThrow(), fence)
        : null;
  }

  /** Returns the wait of a lane that has nothing to do before the next write. */
  LaneAction await(Optional<CommitPosition> settled) {
    return isBehind(settled)
        ? new LaneAction.WaitUntil(notBefore, isFailing())
        : new LaneAction.AwaitEvent();
  }

  /**
   * Takes the outcome of an attempt to write. Returns no event if the first attempt passed, the
   * fence is lost, or reading began at another position meanwhile.
   */
  Optional<DeliveryEvent> attempted(Outcome outcome, long now, double draw) {
    StoreMark mark = writing;
    writing = null;
    if (mark == null) {
      return Optional.empty();
    }
    if (stale) {
      outdated(mark, outcome);
      return Optional.empty();
    }
    return outcome.match(
        done -> {
          int attempts = failures + 1;
          wrote(mark, now);
          return attempts == 1
              ? Optional.empty()
              : Optional.of(new StoreMarkEvent.MarkWritten(partition, attempts));
        },
        later -> Optional.of(failed(later.reason(), later.message(), now, draw)),
        rejected -> Optional.of(failed(rejected.reason(), rejected.message(), now, draw)),
        lost -> Optional.empty());
  }

  /**
   * Records a write as the mark that the store has, although it says nothing of the current
   * position.
   */
  private void outdated(StoreMark mark, Outcome outcome) {
    if (outcome instanceof Outcome.Applied) {
      expected = Optional.of(mark);
      marked = true;
    }
  }

  private void wrote(StoreMark mark, long now) {
    expected = Optional.of(mark);
    marked = true;
    if (mark.seen().isPresent()) {
      seen = mark.seen();
    }
    owed = null;
    failures = 0;
    waits = 0;
    notBefore = now + interval;
  }

  private DeliveryEvent failed(String reason, String message, long now, double draw) {
    failures++;
    waits++;
    Duration delay = backoff.delay(waits, draw);
    notBefore = now + delay.toNanos();
    return new StoreMarkEvent.MarkFailed(partition, reason, message, failures, delay, owed != null);
  }

  /** Returns the store's memory as it is now, given that of the acquisition of the fence. */
  StoreMemory remembered(StoreMemory then) {
    return marked ? StoreMemory.of(StoreMemory.Lock.HELD, expected.stream().toList()) : then;
  }

  private LaneAction write(StoreMark mark, FenceToken fence) {
    writing = mark;
    stale = false;
    return new LaneAction.WriteMark(expected, mark, fence);
  }

  /**
   * Returns whether more is settled than the store's mark says. What was settled under an earlier
   * fence does not count: the store may have lost it since, or another owner may be further on.
   */
  private boolean isBehind(Optional<CommitPosition> settled) {
    return keepsMarks
        && begun
        && owedAfterCommit == null
        && settled.isPresent()
        && (seen.isEmpty() || seen.get().compareTo(settled.get()) < 0);
  }
}
