package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.Footprint;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.ParkedRecords;
import dev.rbacconsumer.core.quarantine.ReleaseRefusal;
import dev.rbacconsumer.core.quarantine.WaitingJudge;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parks records of one partition in its quarantine, and decides which ones wait behind them. What
 * is parked is read under each fence, before a record is decoded.
 *
 * <p>Opening the quarantine ends the writes of every earlier session, also that of a newer owner if
 * this one was slow. So the fence is acquired once more after it is open, and the quarantine counts
 * only if no other owner has acquired the fence in between: every newer owner opens it later.
 */
public final class QuarantineControl {
  private final Ownership ownership;
  private final Batch work;
  private final QuarantineSettings settings;
  private final Backoff backoff;
  private final ActionSlot slot;
  private final Runnable leavePosition;

  /** Number of the holding of the fence under which the quarantine is known to be ours. */
  private int openIn;

  /** Acquisition under which the quarantine was opened; null before, and once it is confirmed. */
  private FenceOutcome.@Nullable Acquired openedUnder;

  /** Whether the fence that is held replaced that one, and no other. */
  private boolean isConfirmed;

  private int failures;
  private long notBefore;
  private List<ParkedEntry> opened = List.of();
  private Optional<String> log = Optional.empty();
  private ParkedRecords parked = ParkedRecords.of(List.of(), Optional.empty());
  private WaitingJudge judge = new WaitingJudge(parked);

  /** The record to give up, and the action that wants it; null while there is none. */
  private @Nullable Discard toDiscard;

  private record Discard(ParkedEntry entry, PendingAction action) {}

  /**
   * @param leavePosition discards what was read under a fence that is no longer held
   * @param now the monotonic clock, in nanoseconds
   */
  QuarantineControl(
      Ownership ownership,
      Batch work,
      LaneSettings settings,
      ActionSlot slot,
      Runnable leavePosition,
      long now) {
    this.ownership = ownership;
    this.work = work;
    this.settings = settings.quarantine();
    this.backoff = settings.backoff();
    this.slot = slot;
    this.leavePosition = leavePosition;
    this.notBefore = now;
  }

  /** Returns the action that opens the quarantine, or the wait for it; null once it is open. */
  @Nullable LaneAction nextToOpen(long now) {
    if (!settings.isOn() || openIn == ownership.tenure()) {
      return null;
    }
    if (openedUnder != null) {
      return new LaneAction.ConfirmQuarantine();
    }
    return now - notBefore < 0
        ? new LaneAction.WaitUntil(notBefore)
        : new LaneAction.OpenQuarantine();
  }

  /**
   * Takes the records that are parked, and gives the fence up to acquire it once more.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public List<DeliveryEvent> opened(List<ParkedEntry> entries, long now) {
    if (ownership.fence() == null) {
      // The source thread gave the fence up meanwhile: it is opened again under the next one.
      return List.of();
    }
    openedUnder = ownership.acquired();
    opened = List.copyOf(entries);
    restart();
    leavePosition.run();
    ownership.giveUp(now);
    return List.of();
  }

  /**
   * Takes an acquisition of the fence, and returns it as it counts. One that only confirms that the
   * quarantine is up to date goes on from the acquisition under which that was opened: nothing was
   * written to the store in between.
   */
  FenceOutcome.Acquired acquired(FenceOutcome.Acquired acquired) {
    FenceOutcome.Acquired before = openedUnder;
    isConfirmed = before != null && acquired.replaced().equals(Set.of(before.token()));
    return before != null && isConfirmed
        ? new FenceOutcome.Acquired(acquired.token(), before.memory(), before.replaced())
        : acquired;
  }

  /**
   * Checks under the next fence that no other owner had one since the quarantine was opened.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> confirmed(long now, double draw) {
    openedUnder = null;
    if (!isConfirmed) {
      return notOpened("the lock went to another owner meanwhile", now, draw);
    }
    openIn = ownership.tenure();
    failures = 0;
    return List.of(changed());
  }

  /**
   * Takes the failure to open the quarantine, which is repeated after a backoff.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> notOpened(String problem, long now, double draw) {
    failures++;
    Duration delay = backoff.delay(failures, draw);
    notBefore = now + delay.toNanos();
    return List.of(
        new PartitionEvent.QuarantineChanged(
            ownership.partition(), QuarantineState.unknown(problem)));
  }

  /** Starts at a position of a log. */
  void positioned(Optional<String> identity) {
    log = identity;
    restart();
  }

  private void restart() {
    parked = ParkedRecords.of(opened, log);
    judge = new WaitingJudge(parked);
    toDiscard = null;
  }

  /** Discards what was decided about records that are read again. */
  void leave() {
    judge.clear();
    toDiscard = null;
  }

  /** Decides whether a decoded record has to wait, and marks it if it does. */
  void judge(InFlightRecord entry) {
    if (settings.isOn()) {
      behindOf(entry).ifPresent(entry::waitBehind);
    }
  }

  private Optional<Offset> behindOf(InFlightRecord entry) {
    return judge.judge(entry.record.offset(), footprint(entry));
  }

  private Footprint footprint(InFlightRecord entry) {
    return Footprint.of(entry.record, entry.known(), settings);
  }

  /** Returns a predicate for a scan: whether a record waits, or waited, in the quarantine. */
  Waiting waiting() {
    WaitingJudge ofScan = new WaitingJudge(parked);
    return (record, decoding) ->
        settings.isOn()
            && ofScan.judge(record.offset(), Footprint.of(record, decoding, settings)).isPresent();
  }

  /** Finds the records of a scan that wait, and so are not applied. */
  @FunctionalInterface
  interface Waiting {
    /** Returns whether a record waits; each is asked for once, in the order of their offsets. */
    boolean holds(SourceRecord record, Decoding decoding);
  }

  /** Returns why a failing record cannot be parked; empty if it can. */
  Optional<String> obstacle(InFlightRecord first, boolean isReplayed) {
    if (!settings.isOn()) {
      return Optional.of("there is no quarantine");
    } else if (isReplayed) {
      return Optional.of("its part of the log is being replayed, where no more records are parked");
    } else if (!settings.parksByKey() && !footprint(first).isReadable()) {
      return Optional.of("not all of its tuples can be read, so what has to wait is not known");
    }
    return parked.obstacleToPark(first.record, settings);
  }

  /** Marks the first record, which fails, and those behind it that have to wait for it. */
  void condemn(InFlightRecord first, Failure failure) {
    judge.add(first.record.offset(), footprint(first));
    first.quarantine(failure);
    for (InFlightRecord behind : work.behindFirst()) {
      if (behind.decoding() != null && !behind.isWaiting() && !behind.isStored()) {
        behindOf(behind).ifPresent(behind::waitBehindAfterAttempt);
      }
    }
  }

  /**
   * Takes the first record, which waits and is left out on the request of an operator: those that
   * had to wait behind it alone wait no more.
   */
  void leftOut(InFlightRecord first) {
    judge.clear();
    for (InFlightRecord behind : work.behindFirst()) {
      if (behind.waitsBehind().isPresent()) {
        behind.waitNoMore();
        judge(behind);
      }
    }
  }

  /** Returns whether a record is parked, so that nothing is left to do. */
  boolean isParked(InFlightRecord entry) {
    return parked.isParked(entry.record);
  }

  /** Returns the action that parks the first record. */
  LaneAction park(InFlightRecord first) {
    Optional<Outcome.RetryLater> refusal =
        parked
            .obstacleToPark(first.record, settings)
            .map(why -> new Outcome.RetryLater(FailureReason.QUARANTINE_FULL.word(), why));
    return new LaneAction.Park(
        first.record, first.known(), log, first.quarantined(), first.waitsBehind(), refusal);
  }

  /** Takes a record that is parked durably. */
  DeliveryEvent parked(ParkedRecord record, Decoding decoding) {
    ParkedEntry entry = ParkedEntry.of(record, decoding, settings);
    List<ParkedEntry> more = new ArrayList<>(opened);
    more.removeIf(
        it ->
            it.parked().offset().equals(record.offset()) && it.parked().log().equals(record.log()));
    more.add(entry);
    opened = more;
    parked.add(entry);
    judge.remove(record.offset());
    return changed();
  }

  /** Returns the event of a record that is parked. */
  static RecordEvent event(InFlightRecord entry) {
    return new RecordEvent.Parked(
        entry.record, entry.metadata(), entry.quarantined(), entry.waitsBehind());
  }

  /** Begins to release a record, or refuses it. */
  void begin(PendingAction action, OperatorAction.ReleaseParked release, LetterReplay letters) {
    Optional<ParkedEntry> found =
        isOpen() ? parked.find(release.offset(), release.digest()) : Optional.empty();
    Optional<ReleaseRefusal> refusal =
        !isOpen()
            ? Optional.of(
                new ReleaseRefusal(Code.NOT_READY, "the quarantine of the partition is not open"))
            : found
                .map(entry -> parked.refusal(entry.parked()))
                .orElse(Optional.of(ReleaseRefusal.notParked(release.offset())));
    if (found.isPresent() && !release.isApplied()) {
      toDiscard = new Discard(found.get(), action);
      slot.begin(action);
    } else if (refusal.isPresent()) {
      slot.answer(action, refusal.get().code(), refusal.get().message());
    } else {
      found.ifPresent(entry -> letters.begin(action, entry.parked()));
    }
  }

  /** Returns why a parked record cannot be applied now; empty if it can. */
  Optional<ReleaseRefusal> refusal(ParkedRecord record) {
    return parked.refusal(record);
  }

  /** Returns the tuples that parked records behind one remove, or may have removed already. */
  Set<RelationTuple> removedBehind(ParkedRecord record) {
    return parked.removedBehind(record);
  }

  private boolean isOpen() {
    return settings.isOn() && openIn == ownership.tenure() && openIn > 0;
  }

  /** Returns the action that gives up a parked record; null if none is to be given up. */
  @Nullable LaneAction nextToDiscard() {
    Discard discard = toDiscard;
    toDiscard = null;
    return discard == null || !discard.action().equals(slot.pending()) || !isOpen()
        ? null
        : new LaneAction.Release(discard.entry().parked(), Optional.of(discard.action().request()));
  }

  /**
   * Takes the result of releasing a record.
   *
   * @param problem empty once it is durable
   * @param isLost whether it is unknown, until the quarantine is opened again
   * @param leftOut number of its additions that were left out
   */
  List<DeliveryEvent> released(
      LaneAction.Release release,
      Optional<Outcome.RetryLater> problem,
      boolean isLost,
      int leftOut) {
    if (problem.isPresent()) {
      String why = problem.get().message();
      if (isLost) {
        end(release, Code.UNCONFIRMED, "it is not known whether the record is released: " + why);
      } else if (release.isDiscard()) {
        end(release, Code.NOT_COPIED, "the record stays parked: " + why);
      } else {
        end(release, Code.UNCONFIRMED, "it is applied, and stays parked: " + why);
      }
      return List.of();
    }
    List<ParkedEntry> rest = new ArrayList<>(opened);
    rest.removeIf(it -> it.parked().equals(release.parked()));
    opened = rest;
    parked.remove(release.parked());
    String additions =
        leftOut > 0
            ? "; %d of its additions are left out, since waiting records remove them"
                .formatted(leftOut)
            : "";
    end(
        release,
        Code.DONE,
        "the record is released%s; %d wait in the quarantine".formatted(additions, parked.size()));
    return List.of(changed());
  }

  private void end(LaneAction.Release release, Code code, String message) {
    PendingAction action = slot.pending();
    if (action != null
        && action.request().action() instanceof OperatorAction.ReleaseParked wanted
        && wanted.offset().equals(release.parked().offset())
        && wanted.digest().equals(RecordDigest.of(release.parked().record()))) {
      slot.end(code, message);
    }
  }

  /** Returns the offset of the first parked record before another one that touches the same. */
  Optional<Offset> before(SourceRecord record, Decoding decoding) {
    return parked.firstBefore(record.offset(), Footprint.of(record, decoding, settings));
  }

  /** Returns whether the offset of a parked record is one of the log that is read now. */
  boolean isOfThisLog(ParkedRecord record) {
    return log.isEmpty() || record.log().isEmpty() || record.log().equals(log);
  }

  /** Returns the offsets of the parked records. */
  Set<Offset> offsets() {
    return parked.offsets();
  }

  private PartitionEvent changed() {
    return new PartitionEvent.QuarantineChanged(ownership.partition(), parked.state());
  }
}
