package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.change.ChangeProgress;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.FailureMemory;
import dev.rbacconsumer.core.checkpoint.OwnerNotesTracker;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State machine that decides the next action for one assigned partition. Pure: the time of the
 * monotonic clock and the random draws arrive as arguments. Not thread-safe.
 *
 * <p>A lane acquires the fence, then a position, and only then takes records: a position read
 * before the fence was held could already be behind what the last owner applied. What that owner
 * may have applied without a commit is folded into one net change and applied before anything else;
 * then records one at a time, or a batch at a time, each only when a durable commit permits it.
 */
public sealed class Lane permits DryRunLane {
  final LaneSettings settings;
  final RecordBuffer buffer;
  private final Window window;
  private final Batch work;
  private final Ownership ownership;
  private final StoreMarking marking;
  private final Settlement settlement;
  private final ReplayReader replaying;
  private final LaneCommits commits;
  private final ChangeProgress progress;
  private final Applying applying;
  private final FailureMemory failures;
  private final OwnerNotesTracker notes;
  private final OperatorControl operator;
  private final QuarantineControl quarantine;
  private final RecordResults results;

  boolean called;
  boolean paused = true;
  boolean ended;

  /**
   * Creates the lane of a partition, without a fence and without a position.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param at the time at that moment
   */
  public Lane(PartitionId partition, LaneSettings settings, long now, Instant at) {
    this.settings = settings;
    this.buffer =
        new RecordBuffer(new RecordQueue(settings.maxQueuedRecords(), settings.maxQueuedBytes()));
    this.window = new Window(settings.window(), settings.windowBytes());
    this.work = new Batch(settings);
    this.ownership = new Ownership(partition, settings.backoff(), now);
    MalformedStreak streak = new MalformedStreak(settings.policies());
    ReplaySettings replay = settings.replay();
    RepeatedEvents repeats = new RepeatedEvents(replay.rememberedEvents());
    this.marking = new StoreMarking(partition, settings.backoff(), replay.markInterval());
    ActionSlot slot = new ActionSlot();
    this.quarantine =
        new QuarantineControl(ownership, work, settings, slot, this::leavePosition, now);
    this.replaying =
        new ReplayReader(partition, settings, buffer, window, work, repeats, quarantine);
    this.progress = new ChangeProgress(settings.steps());
    this.failures = new FailureMemory(now, at);
    this.notes = new OwnerNotesTracker(failures, settings.adminUrl());
    Parts parts = new Parts(ownership, buffer, window, work, marking, replaying);
    this.commits = new LaneCommits(parts, progress, notes);
    this.settlement =
        new Settlement(settings, parts, streak, repeats, progress, failures, quarantine, this::end);
    this.applying = new Applying(parts, streak, settlement, progress, this::leavePosition);
    LetterReplay letters =
        new LetterReplay(parts, settings.steps(), quarantine, slot, this::leavePosition);
    this.operator =
        new OperatorControl(parts, notes, commits, settlement, letters, quarantine, slot);
    this.results = new RecordResults(parts, settlement, quarantine, operator, this::leavePosition);
  }

  /** The parts of a lane that most others use. */
  record Parts(
      Ownership ownership,
      RecordBuffer buffer,
      Window window,
      Batch work,
      StoreMarking marking,
      ReplayReader replaying) {}

  /**
   * Returns the next action. The result of the previous action must have been reported before.
   *
   * @param now the monotonic clock, in nanoseconds
   */
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
    work.takeUp(buffer, window, failures, now);
    LaneAction demanded = operator.next();
    if (demanded != null) {
      return demanded;
    }
    if (work.isEmpty()) {
      return marking.await(window.settled());
    }
    InFlightRecord first = work.first();
    if (!first.isDue(now)) {
      return first.waitUntilDue();
    }
    Failure condemned = first.condemned();
    if (condemned != null && !first.isReplaced()) {
      return new LaneAction.SendToDeadLetters(first.record, condemned);
    }
    InFlightRecord next = first.isReplaced() ? null : work.toDecode(now);
    if (next != null) {
      return next.decodeOrWait(now, !next.isBegunAgain());
    }
    return first.isWaiting() ? quarantine.park(first) : applying.next(held, now);
  }

  /** Returns the action that comes before the next records; null if there is none. */
  private @Nullable LaneAction beforeRecords(FenceToken held, long now) {
    LaneAction opening = quarantine.nextToOpen(now);
    LaneAction owed = opening == null ? marking.nextOwed(held, now) : opening;
    if (owed != null) {
      return owed;
    }
    LaneAction reading = replaying.next(now);
    if (reading != null) {
      return reading;
    }
    LaneAction due = marking.nextDue(commits.settledMark(), held, now);
    return due == null ? operator.beforeRecords(held, now) : due;
  }

  /** Adds a record to the queue. Ignored while no position is set: it is read again later. */
  public void offer(SourceRecord record) {
    if (!ended) {
      buffer.add(record);
    }
  }

  /**
   * Takes the outcome of an attempt to acquire the fence, and returns its event.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public DeliveryEvent fenceAttempted(FenceOutcome outcome, long now, double draw) {
    if (!(outcome instanceof FenceOutcome.Acquired acquired)) {
      return ownership.attempted(outcome, now, draw);
    }
    FenceOutcome.Acquired counted = quarantine.acquired(acquired);
    marking.fenced(counted.memory(), now);
    return ownership.attempted(counted, now, draw);
  }

  /**
   * Returns whether the lane waits because of an outage: an attempt at the lock, a mark or a record
   * failed, and the record is not the cause.
   */
  public boolean waitsForOutage() {
    return !ended && (ownership.isRefused() || marking.isFailing() || work.waitsForOthers());
  }

  /**
   * Makes the next attempt no later than at a time, if the lane waits because of an outage. Should
   * it fail too, the waits after it begin with about half a minute.
   *
   * @param nanoTime time on the monotonic clock, in nanoseconds
   */
  public void retryBy(long nanoTime) {
    ownership.retryBy(nanoTime);
    marking.retryBy(nanoTime);
    work.retryBy(nanoTime);
  }

  /** Returns the store's memory of the partition, as far as it is known under the fence. */
  public StoreMemory memory() {
    return marking.remembered(ownership.memory());
  }

  /** Returns the state of the fence of the partition. */
  public Ownership ownership() {
    return ownership;
  }

  /** Returns whether the lane needs a start position, which is found from the group's commit. */
  public boolean needsPosition() {
    return ownership.fence() != null
        && (work.isEmpty() || replaying.isReading())
        && buffer.isSpent()
        && !marking.isOwed()
        && !ended;
  }

  /** Starts reading at a position, and discards everything known from an earlier ownership. */
  public void positioned(StartPosition beginning, long now) {
    window.begin(beginning);
    marking.begin(beginning, now);
    work.clear();
    notes.begin(beginning.notes(), beginning.from());
    quarantine.positioned(beginning.log());
    progress.begin(
        ownership.writeFence(),
        ownership.replaced(),
        beginning.recovery().flatMap(Recovery::removed));
    replaying.begin(beginning, now);
  }

  /** Returns the position to which the source has to seek for this lane; empty if it need not. */
  public Optional<CommitPosition> wantedSeek() {
    return ownership.fence() == null || ended ? Optional.empty() : replaying.wantedSeek();
  }

  /** Returns the part of the lane that reads records which are not applied as they are. */
  public ReplayReader replaying() {
    return replaying;
  }

  /** Takes the outcome of an attempt to write a mark to the store, and returns its events. */
  public List<DeliveryEvent> marked(Outcome outcome, long now, double draw) {
    if (outcome instanceof Outcome.FenceLost lost) {
      return List.of(applying.onFenceLost(Optional.empty(), lost, now, draw));
    }
    return marking.attempted(outcome, now, draw).map(List::of).orElse(List.of());
  }

  /** Returns the buffer of records that were read and wait. */
  public RecordBuffer buffer() {
    return buffer;
  }

  /** Discards the position and what was read from it: nothing is read or committed for now. */
  public void unpositioned() {
    window.forget();
    leavePosition();
    marking.end();
  }

  /** Returns whether the lane needs to know how far the partition has been read. */
  public boolean wantsReadTo() {
    return buffer.isCollecting() || replaying.isReading() || isIdle();
  }

  /** Takes the position below which every record was offered; returns whether work may follow. */
  public boolean readTo(CommitPosition position) {
    boolean isNews = buffer.readTo(position) || replaying.readTo(position);
    if (isIdle()) {
      window.passTo(position);
    }
    return isNews || replaying.readTo(position);
  }

  /** Returns whether the decoding of a record is awaited: reading may have begun elsewhere. */
  public boolean awaits(SourceRecord record) {
    return !(ended && replaying.underWay() != null) && results.awaits(record);
  }

  /** Takes the decoding of the record that was decoded for this lane, and is awaited. */
  public List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    return results.decoded(decoding, now, draw);
  }

  /** Schedules another attempt after a failure of the decoder. */
  public List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    return results.notDecoded(failure, now, draw);
  }

  /** Returns the part of the lane that takes the results of decoding and parking records. */
  public RecordResults results() {
    return results;
  }

  /** Returns the part of the lane that applies the records in work. */
  public Applying applying() {
    return applying;
  }

  /** Returns the part of the lane that parks records. */
  public QuarantineControl quarantine() {
    return quarantine;
  }

  /** Returns the part of the lane that carries out the actions of operators. */
  public OperatorControl operator() {
    return operator;
  }

  /** Returns the commit to make now; empty if it would change nothing. */
  public Optional<Checkpoint> checkpoint() {
    return commits.next(ended);
  }

  /** Returns the last commit before the partition is given up; empty if it would change nothing. */
  public Optional<Checkpoint> lastCheckpoint() {
    return commits.last();
  }

  /** Returns whether anything waits for the next commit. */
  public boolean isCommitUrgent() {
    return operator.awaitsCommit() || commits.isUrgent(ended);
  }

  /** Records whether the source thread comes back soon, and commits then. */
  public void commitComes(boolean comes) {
    commits.commitComes(comes);
  }

  /** Records that a commit of this partition is durable. */
  public void acknowledged(Checkpoint checkpoint) {
    commits.acknowledged(checkpoint);
    operator.acknowledged(checkpoint.position());
  }

  /**
   * Returns whether the source thread should visit this lane now, and not only after its next read.
   * True once until {@link #sourceThreadVisited}: a busy lane must not wake it for each record.
   */
  public boolean needsSourceThread() {
    boolean wanted =
        wantedSeek().isPresent() || commits.concernSource(paused) || operator.awaitsCommit();
    boolean first = wanted && !called;
    called = called || wanted;
    return first;
  }

  /** Records whether the source thread has paused the partition. */
  public void paused(boolean isPaused) {
    paused = isPaused;
  }

  /** Records a visit of the source thread, which may be called again from now on. */
  public void sourceThreadVisited() {
    called = false;
  }

  /** Ends the lane: it begins no new record, and only the result of its action is still taken. */
  public void end() {
    ended = true;
    replaying.closeTable();
    buffer.clear();
  }

  /** Returns the stage of the lane, and the records that were read and are not applied. */
  public Backlog backlog(BacklogSnapshot view) {
    return view.of(ownership, buffer, work, window, replaying.left());
  }

  /** Returns whether all records that were offered are settled. */
  private boolean isIdle() {
    return !buffer.isSpent()
        && !buffer.isCollecting()
        && !replaying.isReading()
        && commits.nextRecord() == null
        && !ended;
  }

  /** Discards what was read: another owner may change the store before the next fence. */
  private void leavePosition() {
    work.discard();
    quarantine.leave();
    progress.end();
    replaying.leave();
    buffer.close();
  }
}
