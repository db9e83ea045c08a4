package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.observe.Backlog;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.observe.FailureClass;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to one assigned partition. Pure: the time of the monotonic clock and the
 * random draws arrive as arguments. Not thread-safe.
 *
 * <p>First the fence, then a position, and only then records: a position read before the fence was
 * held could already be behind what the last owner applied. What that owner may have applied
 * without a commit is folded into one net change and applied before anything else; then records one
 * at a time, or a batch at a time, each only when a durable commit permits it.
 */
sealed class Lane permits DryRunLane {
  private final PartitionId partition;
  final LaneSettings settings;
  final Intake intake;
  private final Window window;
  private final WorkRange work = new WorkRange();
  private final Ownership ownership;
  private final MalformedStreak streak;

  boolean called;
  boolean paused = true;
  boolean ended;

  Lane(PartitionId partition, LaneSettings settings, long now) {
    this.partition = partition;
    this.settings = settings;
    this.intake =
        new Intake(new RecordQueue(settings.maxQueuedRecords(), settings.maxQueuedBytes()));
    this.window = new Window(settings.window(), settings.maxQueuedBytes());
    this.ownership = new Ownership(partition, settings.backoff(), now);
    this.streak = new MalformedStreak(settings.policies());
  }

  /** What to do now. The result of the last action must have been told before. */
  LaneAction next(long now) {
    if (ended) {
      return new LaneAction.End();
    }
    FenceToken held = ownership.fence();
    if (held == null) {
      return ownership.acquire(now);
    }
    work.takeUp(intake, window, settings.batchMaxMessages(), now);
    if (work.isEmpty()) {
      return new LaneAction.AwaitEvent();
    }
    Entry first = work.first();
    if (!first.isDue(now)) {
      return new LaneAction.WaitUntil(first.notBefore());
    }
    Failure condemned = first.condemned();
    if (condemned != null) {
      return new LaneAction.SetAside(first.record, condemned);
    }
    Entry next = work.toDecode(now);
    return next == null ? nextCall(first, held, now) : next.decodeOrWait(now);
  }

  /** Takes a record into the queue. Passed over while no position is set: it will come again. */
  void offer(SourceRecord record) {
    if (!ended) {
      intake.add(record);
    }
  }

  /** The attempt to acquire the fence is over. */
  DeliveryEvent fenceAttempted(FenceOutcome outcome, long now, double draw) {
    return ownership.attempted(outcome, now, draw);
  }

  /** Whether the group's committed position has to be read, and reading to be set to it. */
  boolean needsPosition() {
    return ownership.fence() != null && work.isEmpty() && intake.isSpent() && !ended;
  }

  /** Reading starts here: whatever was known of an earlier ownership is void. */
  void positioned(Beginning beginning) {
    window.begin(beginning);
    intake.begin(beginning.recovery());
  }

  /** What comes in, and from where. */
  Intake intake() {
    return intake;
  }

  /** Tells one holding of the fence from every other; 0 while it is not held. */
  int tenure() {
    return ownership.fence() == null ? 0 : ownership.tenure();
  }

  /** Where reading stood is of no use any more: nothing is read or committed for now. */
  void unpositioned() {
    window.forget();
    intake.close();
  }

  /** Whether the range to recover is not complete yet. */
  boolean isCollecting() {
    return intake.isCollecting();
  }

  /** Whether it matters how far the partition has been read. */
  boolean wantsReadTo() {
    return isCollecting() || isIdle();
  }

  /** Every record below this position was offered. Returns whether there may be work now. */
  boolean readTo(CommitPosition position) {
    boolean isNews = intake.readTo(position);
    if (isIdle()) {
      window.passTo(position);
    }
    return isNews;
  }

  /** What a record in work asks for is known. */
  List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    Entry entry = Objects.requireNonNull(work.undecoded());
    entry.decoded(decoding);
    return entry.isForSomebody()
        ? andOn(new DeliveryEvent.Decoded(entry.record, decoding), now, draw)
        : advance(now, draw);
  }

  /** The decoder failed. A batch ends before that record; a range to recover waits for it. */
  List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    return List.of(retry(Objects.requireNonNull(work.undecoded()), failure, null, now, draw));
  }

  /** What the store has once it acknowledges the change that was asked for last. */
  List<Entry> covered() {
    return work.covered();
  }

  /** The attempt to apply a change is over. */
  List<DeliveryEvent> applied(Outcome outcome, long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>();
    if (outcome.mayLandLater() && ownership.doubt(work.lastCovered())) {
      events.add(new DeliveryEvent.WriteInDoubt(first().record));
    }
    events.addAll(told(outcome, work::stored, now, draw));
    return events;
  }

  /** The attempt to hand on what is no change of relations is over. */
  List<DeliveryEvent> handled(Outcome outcome, long now, double draw) {
    return told(outcome, first()::stored, now, draw);
  }

  /** Nothing needed to be done. */
  List<DeliveryEvent> passed(long now, double draw) {
    work.stored();
    return advance(now, draw);
  }

  /** The attempt to set the first record aside is over; empty if it worked. */
  List<DeliveryEvent> setAside(
      Failure failure, Optional<Outcome.RetryLater> problem, long now, double draw) {
    Entry first = first();
    if (problem.isPresent()) {
      return List.of(retry(first, Failures.of(problem.get()), null, now, draw));
    }
    settle(first);
    return andOn(new DeliveryEvent.DeadLettered(first.record, failure), now, draw);
  }

  /** The commit to make now; empty where it would change nothing. */
  Optional<Checkpoint> checkpoint() {
    if (ownership.fence() == null || !intake.isOpen() || ended) {
      return window.hasProgress() ? window.close() : Optional.empty();
    }
    if (isCollecting()) {
      return Optional.empty();
    }
    SourceRecord next = nextRecord();
    boolean stuck = next != null && !window.permits(next, 0);
    return window.hasProgress() || stuck ? window.open(next) : Optional.empty();
  }

  /** The last commit before the partition goes; empty where there is nothing to tell. */
  Optional<Checkpoint> lastCheckpoint() {
    return isCollecting() ? Optional.empty() : window.close();
  }

  /** A commit of this partition is durable. */
  void acknowledged(Checkpoint checkpoint) {
    window.acknowledged(checkpoint);
  }

  /**
   * Whether the source thread should look at this lane now, and not only after its next read. True
   * once until {@link #heard}: a lane in full run must not wake it for each record.
   */
  boolean calls() {
    SourceRecord next = nextRecord();
    boolean wanted =
        next == null
            ? window.hasProgress()
            : !window.permits(next, 0)
                || window.isRunningOut()
                || !window.isHandledDurable()
                || (paused && intake.hasRoom());
    boolean first = wanted && !called;
    called = called || wanted;
    return first;
  }

  /** The source thread reads no more for this lane, until there is room; or it does again. */
  void paused(boolean isPaused) {
    paused = isPaused;
  }

  /** The source thread looks at this lane. */
  void heard() {
    called = false;
  }

  /** No new record is begun. What is being done may still be told. */
  void end() {
    ended = true;
    intake.clear();
  }

  /** Where it stands, and what was read and is not applied. */
  Backlog backlog(BacklogView view) {
    return view.of(ownership, intake, work, window);
  }

  /** Whether all that was offered is settled. */
  private boolean isIdle() {
    return !intake.isSpent() && !isCollecting() && nextRecord() == null && !ended;
  }

  private @Nullable SourceRecord nextRecord() {
    return work.isEmpty() ? intake.peek() : work.first().record;
  }

  private List<DeliveryEvent> told(Outcome outcome, Runnable whenDone, long now, double draw) {
    Entry first = first();
    return outcome.match(
        done -> {
          whenDone.run();
          return advance(now, draw);
        },
        later -> List.of(retry(first, Failures.of(later), null, now, draw)),
        rejected ->
            work.shorten()
                ? List.of()
                : andOn(fail(first, Failures.of(rejected), null, now, draw), now, draw),
        lost -> List.of(disown(first, lost, now, draw)));
  }

  private LaneAction nextCall(Entry first, FenceToken held, long now) {
    TupleChange change = work.nextChange(streak.blocking());
    SourceRecord last = change == null ? first.record : work.lastCovered();
    if (!window.permits(first.record, 0) || (change == null && !window.isHandledDurable())) {
      return new LaneAction.AwaitEvent();
    }
    if (change != null && change.isEmpty()) {
      return new LaneAction.Pass();
    }
    if (change != null && ownership.isInDoubt(last)) {
      leavePosition();
      return ownership.renew(now);
    }
    window.touch(last);
    return change == null
        ? new LaneAction.Handle(first.record, first.known())
        : new LaneAction.Apply(change, held);
  }

  /** Settles what needs no call any more, up to the first record that does. */
  private List<DeliveryEvent> advance(long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>();
    while (!work.isEmpty()) {
      Entry first = work.first();
      Decoding decoding = first.decoding();
      if (first.condemned() != null || decoding == null || !first.isDue(now)) {
        break;
      }
      if (first.isStored()) {
        settle(first);
        events.add(
            new DeliveryEvent.Applied(
                first.record,
                decoding,
                first.failures() + 1,
                Duration.ofNanos(now - first.startedAt)));
      } else if (decoding instanceof Decoding.Tombstone) {
        settle(first);
        events.add(new DeliveryEvent.TombstonePassed(first.record));
      } else if (decoding instanceof Decoding.Malformed malformed) {
        Violation fault = malformed.violation();
        Failure failure = Failures.of(FailureClass.MALFORMED, fault);
        events.add(
            streak.blocksAt(first)
                ? retry(first, streak.failure(failure), fault, now, draw)
                : fail(first, failure, fault, now, draw));
      } else if (decoding instanceof Decoding.Invalid invalid) {
        Violation fault = invalid.violations().get(0);
        events.add(fail(first, Failures.of(FailureClass.INVALID, fault), fault, now, draw));
      } else {
        break;
      }
    }
    return events;
  }

  private void settle(Entry first) {
    streak.settled(first);
    window.settle(first);
    work.removeFirst();
  }

  private List<DeliveryEvent> andOn(DeliveryEvent event, long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>(List.of(event));
    events.addAll(advance(now, draw));
    return events;
  }

  private DeliveryEvent fail(
      Entry first, Failure failure, @Nullable Violation violation, long now, double draw) {
    return switch (settings.policies().of(failure.kind())) {
      case RETRY -> retry(first, failure, violation, now, draw);
      case SKIP -> {
        settle(first);
        yield new DeliveryEvent.Skipped(first.record, failure);
      }
      case DEAD_LETTER -> {
        first.condemn(failure);
        yield new DeliveryEvent.Condemned(first.record, failure);
      }
      case STOP -> {
        end();
        first.condemn(failure);
        yield new DeliveryEvent.Stopped(first.record, failure);
      }
    };
  }

  private DeliveryEvent retry(
      Entry first, Failure failure, @Nullable Violation violation, long now, double draw) {
    int attempt = first.failures() + 1;
    Duration delay = settings.backoff().delay(attempt, draw);
    first.failed(now + delay.toNanos());
    work.restart();
    return new DeliveryEvent.Retrying(
        first.record, first.metadata(), failure, violation, attempt, delay);
  }

  /** Gives up everything that rests on the fence. */
  private DeliveryEvent disown(Entry first, Outcome.FenceLost lost, long now, double draw) {
    ownership.lose(now, draw);
    leavePosition();
    return new DeliveryEvent.FenceLost(partition, first.record, lost.message());
  }

  /** What another owner does before the next fence is ours is not known, so all begins anew. */
  private void leavePosition() {
    work.clear();
    intake.close();
  }

  private Entry first() {
    if (work.isEmpty()) {
      throw noWork();
    }
    return work.first();
  }

  private IllegalStateException noWork() {
    return new IllegalStateException(partition + ": a result was told, but no record is in work");
  }
}
