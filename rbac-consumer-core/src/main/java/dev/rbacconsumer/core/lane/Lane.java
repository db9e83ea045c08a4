package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.change.ChangeProgress;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State machine that decides the next action for one assigned partition. Pure: the time of the
 * monotonic clock and the random draws arrive as arguments. Not thread-safe.
 *
 * <p>First the fence, then a position, and only then records: a position read before the fence was
 * held could already be behind what the last owner applied. What that owner may have applied
 * without a commit is folded into one net change and applied before anything else; then records one
 * at a time, or a batch at a time, each only when a durable commit permits it.
 */
public sealed class Lane permits DryRunLane {
  final LaneSettings settings;
  final RecordBuffer buffer;
  private final Window window;
  private final Batch work = new Batch();
  private final Ownership ownership;
  private final StoreMarking marking;
  private final Settlement settlement;
  private final Replaying replaying;
  private final LaneCommits commits;
  private final ChangeProgress progress;
  private final Applying applying;

  boolean called;
  boolean paused = true;
  boolean ended;

  public Lane(PartitionId partition, LaneSettings settings, long now) {
    this.settings = settings;
    this.buffer =
        new RecordBuffer(new RecordQueue(settings.maxQueuedRecords(), settings.maxQueuedBytes()));
    this.window = new Window(settings.window(), settings.windowBytes());
    this.ownership = new Ownership(partition, settings.backoff(), now);
    MalformedStreak streak = new MalformedStreak(settings.policies());
    ReplaySettings replay = settings.replay();
    RepeatedEvents repeats = new RepeatedEvents(replay.rememberedEvents());
    this.marking = new StoreMarking(partition, settings.backoff(), replay.markInterval());
    this.replaying = new Replaying(partition, settings, buffer, window, work, repeats);
    this.progress = new ChangeProgress(settings.steps());
    this.commits = new LaneCommits(ownership, buffer, window, work, marking, replaying, progress);
    this.settlement =
        new Settlement(settings, window, work, streak, repeats, replaying, progress, this::end);
    this.applying =
        new Applying(
            ownership, window, work, marking, streak, settlement, progress, this::leavePosition);
  }

  /** What to do now. The result of the last action must have been told before. */
  public LaneAction next(long now) {
    FenceToken held = ownership.fence();
    if (ended) {
      LaneAction last =
          held == null || ownership.isInDoubt() || work.isFailing()
              ? null
              : marking.nextLast(commits.settledMark(), held);
      return last == null || replaying.isReading() ? new LaneAction.End() : last;
    }
    if (held == null) {
      return ownership.acquire(now);
    }
    LaneAction before = beforeRecords(held, now);
    if (before != null) {
      return before;
    }
    work.takeUp(buffer, window, settings.batchMaxMessages(), now);
    if (work.isEmpty()) {
      return marking.await(window.settled());
    }
    InFlightRecord first = work.first();
    if (!first.isDue(now)) {
      return new LaneAction.WaitUntil(first.notBefore());
    }
    Failure condemned = first.condemned();
    if (condemned != null && !first.isReplaced()) {
      return new LaneAction.SendToDeadLetters(first.record, condemned);
    }
    InFlightRecord next = first.isReplaced() ? null : work.toDecode(now);
    return next == null ? applying.next(held, now) : next.decodeOrWait(now, true);
  }

  /** What comes before the records whose turn it is; null where nothing does. */
  private @Nullable LaneAction beforeRecords(FenceToken held, long now) {
    LaneAction owed = marking.nextOwed(held, now);
    if (owed != null) {
      return owed;
    }
    LaneAction reading = replaying.next(now);
    if (reading != null) {
      return reading;
    }
    return marking.nextDue(commits.settledMark(), held, now);
  }

  /** Takes a record into the queue. Passed over while no position is set: it will come again. */
  public void offer(SourceRecord record) {
    if (!ended) {
      buffer.add(record);
    }
  }

  /** The attempt to acquire the fence is over. */
  public DeliveryEvent fenceAttempted(FenceOutcome outcome, long now, double draw) {
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      marking.fenced(acquired.memory(), now);
    }
    return ownership.attempted(outcome, now, draw);
  }

  /** What the store remembers of the partition, as far as that is known under its fence. */
  public StoreMemory memory() {
    return marking.remembered(ownership.memory());
  }

  /** The fence of the partition. */
  public Ownership ownership() {
    return ownership;
  }

  /** Whether the group's committed position has to be read, and reading to be set to it. */
  public boolean needsPosition() {
    return ownership.fence() != null
        && (work.isEmpty() || replaying.isReading())
        && buffer.isSpent()
        && !marking.isOwed()
        && !ended;
  }

  /** Reading starts here: whatever was known of an earlier ownership is void. */
  public void positioned(StartPosition beginning, long now) {
    window.begin(beginning);
    marking.begin(beginning, now);
    work.clear();
    progress.begin(beginning.recovery().flatMap(Recovery::removed));
    replaying.begin(beginning, now);
  }

  /** Where the source has to be set for this lane to go on; empty where reading stands right. */
  public Optional<CommitPosition> wantedSeek() {
    return ownership.fence() == null || ended ? Optional.empty() : replaying.wantedSeek();
  }

  /** What is only read, beside the records that are applied. */
  public Replaying replaying() {
    return replaying;
  }

  /** The attempt to write a mark to the store is over. */
  public List<DeliveryEvent> marked(Outcome outcome, long now, double draw) {
    if (outcome instanceof Outcome.FenceLost lost) {
      return List.of(applying.onFenceLost(Optional.empty(), lost, now, draw));
    }
    return marking.attempted(outcome, now, draw).map(List::of).orElse(List.of());
  }

  /** What comes in, and from where. */
  public RecordBuffer buffer() {
    return buffer;
  }

  /** Where reading stood is of no use any more: nothing is read or committed for now. */
  public void unpositioned() {
    window.forget();
    leavePosition();
    marking.end();
  }

  /** Whether the range to recover is not complete yet. */
  boolean isCollecting() {
    return buffer.isCollecting();
  }

  /** Whether it matters how far the partition has been read. */
  public boolean wantsReadTo() {
    return isCollecting() || replaying.isReading() || isIdle();
  }

  /** Every record below this position was offered. Returns whether there may be work now. */
  public boolean readTo(CommitPosition position) {
    boolean isNews = buffer.readTo(position) || replaying.readTo(position);
    if (isIdle()) {
      window.passTo(position);
    }
    return isNews || replaying.readTo(position);
  }

  /** What a record in work asks for is known. Ignored where reading began elsewhere meanwhile. */
  public List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    if (ended && replaying.underWay() != null) {
      return List.of();
    }
    if (replaying.isDecoding()) {
      return replaying.decoded(decoding, now, draw);
    }
    InFlightRecord entry = work.undecoded();
    return entry == null ? List.of() : decoded(entry, decoding, now, draw);
  }

  private List<DeliveryEvent> decoded(
      InFlightRecord entry, Decoding decoding, long now, double draw) {
    entry.decoded(decoding);
    List<DeliveryEvent> events = new ArrayList<>(replaying.compare(entry));
    if (entry.hasRecipients()) {
      events.add(new RecordEvent.Decoded(entry.record, decoding));
    }
    events.addAll(settlement.advance(now, draw));
    return events;
  }

  /** The decoder failed. A batch ends before that record; a range to recover waits for it. */
  public List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    if (replaying.isDecoding()) {
      return replaying.notDecoded(failure, now, draw);
    }
    InFlightRecord entry = work.undecoded();
    return entry == null ? List.of() : List.of(settlement.retry(entry, failure, null, now, draw));
  }

  /** What the store is asked for the records in work. */
  public Applying applying() {
    return applying;
  }

  /** Nothing needed to be done. */
  public List<DeliveryEvent> passed(long now, double draw) {
    return settlement.passed(now, draw);
  }

  /** The attempt to set the first record aside is over; empty if it worked. */
  public List<DeliveryEvent> setAside(
      Failure failure, Optional<Outcome.RetryLater> problem, long now, double draw) {
    InFlightRecord first = first();
    if (problem.isPresent()) {
      return List.of(settlement.retry(first, Failures.of(problem.get()), null, now, draw));
    }
    settlement.leave(first);
    return settlement.thenAdvance(new RecordEvent.DeadLettered(first.record, failure), now, draw);
  }

  /** The commit to make now; empty where it would change nothing. */
  public Optional<Checkpoint> checkpoint() {
    return commits.next(ended);
  }

  /** The last commit before the partition goes; empty where there is nothing to tell. */
  public Optional<Checkpoint> lastCheckpoint() {
    return commits.last();
  }

  /** A commit of this partition is durable. */
  public void acknowledged(Checkpoint checkpoint) {
    commits.acknowledged(checkpoint);
  }

  /**
   * Whether the source thread should look at this lane now, and not only after its next read. True
   * once until {@link #sourceThreadVisited}: a lane in full run must not wake it for each record.
   */
  public boolean needsSourceThread() {
    boolean wanted = wantedSeek().isPresent() || commits.concernSource(paused);
    boolean first = wanted && !called;
    called = called || wanted;
    return first;
  }

  /** The source thread reads no more for this lane, until there is room; or it does again. */
  public void paused(boolean isPaused) {
    paused = isPaused;
  }

  /** The source thread looks at this lane. */
  public void sourceThreadVisited() {
    called = false;
  }

  /** No new record is begun. What is being done may still be told. */
  public void end() {
    ended = true;
    replaying.closeTable();
    buffer.clear();
  }

  /** Where it stands, and what was read and is not applied. */
  public Backlog backlog(BacklogSnapshot view) {
    return view.of(ownership, buffer, work, window, replaying.left());
  }

  /** Whether all that was offered is settled. */
  private boolean isIdle() {
    return !buffer.isSpent()
        && !isCollecting()
        && !replaying.isReading()
        && commits.nextRecord() == null
        && !ended;
  }

  /** What another owner does before the next fence is ours is not known, so all begins anew. */
  private void leavePosition() {
    work.clear();
    progress.begin(Optional.empty());
    replaying.leave();
    buffer.close();
  }

  /** The first record of those in work. */
  InFlightRecord first() {
    return applying.first();
  }
}
