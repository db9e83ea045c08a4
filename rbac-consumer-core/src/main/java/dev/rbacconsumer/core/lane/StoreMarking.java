package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.WitnessEvent;
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
 * Keeps the store's mark of one partition up to date: before anything is applied where the store
 * has none that can be relied on, then at most once in an interval, and a last time at the end. A
 * commit names the mark that it relies on, which is written before.
 */
final class StoreMarking {
  private final PartitionId partition;
  private final Backoff backoff;
  private final long interval;

  private boolean keepsMarks;

  /** Whether reading has begun under the fence that is held. */
  private boolean begun;

  private Optional<String> log = Optional.empty();

  /** The mark that must still be in the store at the next write. */
  private Optional<StoreMark> expected = Optional.empty();

  /** How far the store has seen the log that is read, as far as that may be relied on. */
  private Optional<CommitPosition> seen = Optional.empty();

  /** What a durable commit has named. */
  private Optional<CommitPosition> committed = Optional.empty();

  /** What has to be written before anything else. */
  private @Nullable StoreMark owed;

  /**
   * What is owed once a commit of its position is durable. A mark before that would hide that the
   * store has lost what the commit of then stands for, should the lane end in between.
   */
  private @Nullable StoreMark owedAfterCommit;

  private @Nullable StoreMark writing;

  /** Whether reading began elsewhere, or ended, since that write was begun. */
  private boolean stale;

  /** Whether a mark was written under the fence that is held. */
  private boolean marked;

  private long notBefore;
  private int failures;

  StoreMarking(PartitionId partition, Backoff backoff, Duration interval) {
    this.partition = partition;
    this.backoff = backoff;
    this.interval = interval.toNanos();
  }

  /**
   * The fence was taken: what the store remembers counts from now on. What is left to commit of an
   * earlier fence still relies on the mark of then.
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
  }

  /** Reading begins: a mark is owed where the store has none that can be relied on. */
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
    stale = true;
  }

  /** Nothing is read until a policy decides. */
  void end() {
    owed = null;
    owedAfterCommit = null;
    stale = true;
  }

  /** The mark of a position up to which everything is settled, in a replay or outside of one. */
  StoreMark mark(CommitPosition settled, Optional<ReplayRange> replay) {
    StoreMark mark = StoreMark.of(log, settled);
    return replay
        .map(ReplayRange::from)
        .filter(from -> from.compareTo(settled) < 0)
        .map(mark::inReplayFrom)
        .orElse(mark);
  }

  /** Whether nothing may be applied or committed before a mark is written. */
  boolean isOwed() {
    return owed != null;
  }

  /** Whether nothing may be applied before a commit is durable, and then a mark is written. */
  boolean awaitsCommit() {
    return owedAfterCommit != null;
  }

  /** The mark that commits rely on; empty where the store keeps none. */
  Optional<CommitPosition> seen() {
    return keepsMarks ? seen : Optional.empty();
  }

  /** Whether no durable commit names the latest mark. */
  boolean isNews() {
    return keepsMarks && owed == null && !seen.equals(committed);
  }

  /** A commit is durable. */
  void committed(Checkpoint checkpoint) {
    committed = checkpoint.mark().seen();
    StoreMark mark = owedAfterCommit;
    if (mark != null && checkpoint.position().compareTo(mark.seen().orElseThrow()) >= 0) {
      owed = mark;
      owedAfterCommit = null;
    }
  }

  /** What to do about the mark that is owed; null where none is. */
  @Nullable LaneAction nextOwed(FenceToken fence, long now) {
    StoreMark mark = owed;
    if (mark == null) {
      return null;
    }
    return now - notBefore < 0 ? new LaneAction.WaitUntil(notBefore) : write(mark, fence);
  }

  /** The write of what is settled, where that is due; null where it is not. */
  @Nullable LaneAction nextDue(Optional<StoreMark> settled, FenceToken fence, long now) {
    return isBehind(settled.flatMap(StoreMark::seen)) && now - notBefore >= 0
        ? write(settled.orElseThrow(), fence)
        : null;
  }

  /** The last write before the partition goes; null where the store is not answering well. */
  @Nullable LaneAction nextLast(Optional<StoreMark> settled, FenceToken fence) {
    return isBehind(settled.flatMap(StoreMark::seen)) && owed == null && failures == 0
        ? write(settled.orElseThrow(), fence)
        : null;
  }

  /** What a lane does that has nothing to do before the next write. */
  LaneAction await(Optional<CommitPosition> settled) {
    return isBehind(settled) ? new LaneAction.WaitUntil(notBefore) : new LaneAction.AwaitEvent();
  }

  /** The attempt to write is over. Empty where the first one passed or the fence is lost. */
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
              : Optional.of(new WitnessEvent.MarkWritten(partition, attempts));
        },
        later -> Optional.of(failed(later.reason(), later.message(), now, draw)),
        rejected -> Optional.of(failed(rejected.reason(), rejected.message(), now, draw)),
        lost -> Optional.empty());
  }

  /** What was written says nothing of where reading stands now, but it is what the store has. */
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
    notBefore = now + interval;
  }

  private DeliveryEvent failed(String reason, String message, long now, double draw) {
    failures++;
    Duration delay = backoff.delay(failures, draw);
    notBefore = now + delay.toNanos();
    return new WitnessEvent.MarkFailed(partition, reason, message, failures, delay, owed != null);
  }

  /** What the store remembers by now, beside what it did when the fence was taken. */
  StoreMemory remembered(StoreMemory then) {
    return marked ? StoreMemory.of(StoreMemory.Lock.HELD, expected.stream().toList()) : then;
  }

  private LaneAction write(StoreMark mark, FenceToken fence) {
    writing = mark;
    stale = false;
    return new LaneAction.WriteMark(expected, mark, fence);
  }

  /**
   * Whether more is settled than the store's mark says. What was settled under an earlier fence
   * does not count: the store may have lost it since, or another owner may be further on.
   */
  private boolean isBehind(Optional<CommitPosition> settled) {
    return keepsMarks
        && begun
        && owedAfterCommit == null
        && settled.isPresent()
        && (seen.isEmpty() || seen.get().compareTo(settled.get()) < 0);
  }
}
