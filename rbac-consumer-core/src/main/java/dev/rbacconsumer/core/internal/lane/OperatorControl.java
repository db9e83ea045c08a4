package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.checkpoint.OwnerNotesTracker;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the actions of operators on one partition, one at a time. An action never changes a
 * record whose call is in progress: the lane takes it up between two actions of its own.
 */
public final class OperatorControl {
  private final Lane.Parts parts;
  private final OwnerNotesTracker notes;
  private final LaneCommits commits;
  private final Settlement settlement;
  private final LetterReplay letters;
  private final QuarantineControl quarantine;
  private final ActionSlot slot;
  private final Observer observer = new Observer();

  /** The first record, which the action in progress retries or sets aside; null without one. */
  private @Nullable SourceRecord target;

  /** Whether the first record is being copied; no other action begins meanwhile. */
  private boolean isCopying;

  /**
   * Whether an attempt was in progress when another one was requested: its failure is no answer.
   */
  private boolean isOfEarlierAttempt;

  /** Position whose commit completes the action in progress; null before it is in effect. */
  private @Nullable CommitPosition effective;

  OperatorControl(
      Lane.Parts parts,
      OwnerNotesTracker notes,
      LaneCommits commits,
      Settlement settlement,
      LetterReplay letters,
      QuarantineControl quarantine,
      ActionSlot slot) {
    this.parts = parts;
    this.notes = notes;
    this.commits = commits;
    this.settlement = settlement;
    this.letters = letters;
    this.quarantine = quarantine;
    this.slot = slot;
  }

  /** Returns the pause by an operator; empty while the partition is not paused. */
  public Optional<OperatorPause> paused() {
    return notes.paused();
  }

  /**
   * Returns the first record that is not applied; empty if there is none, or if it is not known
   * because the partition has no lock or position, or is read again.
   */
  public Optional<SourceRecord> head() {
    return isReady() ? Optional.ofNullable(commits.nextRecord()) : Optional.empty();
  }

  private boolean isReady() {
    return parts.ownership().fence() != null
        && parts.buffer().isOpen()
        && !parts.buffer().isCollecting()
        && !parts.replaying().isReading();
  }

  /** Returns the results since the last call. */
  public List<PendingAction.Answered> takeAnswers() {
    return slot.takeAnswers();
  }

  /**
   * Begins an action, or refuses it.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public void begin(PendingAction action, long now) {
    expire(now);
    OperatorAction kind = action.request().action();
    if (now - action.deadline() >= 0) {
      slot.answer(action, Code.NOT_READY, "the request has waited too long, and was not begun");
      return;
    }
    if (slot.isChangeOfPause() && kind.changesPause()) {
      end(Code.UNCONFIRMED, "another operator has changed the pause meanwhile");
    }
    PendingAction before = slot.pending();
    if (before != null) {
      slot.answer(action, Code.BUSY, before + " is in progress; try again when it has ended");
      return;
    }
    if (notes.paused().isPresent() && kind.isRefusedInPause()) {
      slot.answer(action, Code.PAUSED, notes.paused().get() + "; resume it first");
      return;
    }
    kind.<Runnable>match(
            retryNow -> () -> retry(action, now),
            pause -> () -> pause(action),
            resume -> () -> resume(action),
            setAside -> () -> setAside(action, setAside),
            replay -> () -> letters.begin(action, replay),
            release -> () -> quarantine.begin(action, release, letters))
        .run();
  }

  private void pause(PendingAction action) {
    ActionRequest request = action.request();
    if (notes.paused().isPresent()) {
      slot.answer(action, Code.ALREADY_PAUSED, notes.paused().get().toString());
    } else {
      notes.setPaused(Optional.of(new OperatorPause(request.by(), request.reason(), request.at())));
      slot.begin(action);
    }
  }

  private void resume(PendingAction action) {
    if (notes.paused().isPresent()) {
      notes.setPaused(Optional.empty());
      slot.begin(action);
    } else if (notes.hasBegun()) {
      slot.answer(action, Code.NOT_PAUSED, "the partition is not paused");
    } else {
      slot.answer(action, Code.NOT_READY, "whether the partition is paused is not known yet");
    }
  }

  private void retry(PendingAction action, long now) {
    if (!parts.work().isEmpty() && parts.work().isFailing()) {
      target = parts.work().first().record;
      isOfEarlierAttempt = parts.work().first().isDue(now);
      parts.work().retryNow(now);
      slot.begin(action);
    } else if (parts.ownership().retryNow(now) || parts.marking().retryNow(now)) {
      slot.answer(action, Code.DONE, "the next attempt at the lock or the mark begins now");
    } else {
      slot.answer(action, Code.NOTHING_WAITS, "no failed attempt waits to be repeated");
    }
  }

  private void setAside(PendingAction action, OperatorAction.SetAside aside) {
    SourceRecord head = commits.nextRecord();
    if (!isReady()) {
      slot.answer(action, Code.NOT_READY, "no lock or no position, or it is read again");
    } else if (head == null) {
      slot.answer(action, Code.NOTHING_WAITS, "no record of the partition waits");
    } else if (!head.offset().equals(aside.offset())
        || !RecordDigest.of(head).equals(aside.digest())) {
      slot.answer(
          action,
          head.offset().equals(aside.offset()) ? Code.OTHER_RECORD : Code.HEAD_MOVED,
          "the first record is at offset %s, with digest %s"
              .formatted(head.offset(), RecordDigest.of(head)));
    } else if (notes.paused().isEmpty() && !parts.work().hasFailed()) {
      slot.answer(action, Code.NOT_BLOCKED, "the record has not failed, and nothing is paused");
    } else {
      target = head;
      slot.begin(action);
    }
  }

  /** Returns the action that an operator demands, or null where the lane goes on by itself. */
  @Nullable LaneAction next() {
    PendingAction action = slot.pending();
    SourceRecord record = toSetAside();
    if (action != null && record != null && !parts.work().isEmpty()) {
      InFlightRecord first = parts.work().first();
      String obstacle = obstacle(first, record);
      if (obstacle == null) {
        isCopying = true;
        return new LaneAction.SetAside(first.record, failure(action.request()), action.request());
      }
      end(Code.NOT_READY, obstacle);
    }
    return notes.paused().isPresent() ? new LaneAction.AwaitEvent() : null;
  }

  /**
   * Returns the action that comes before the lane takes up records: to wait during a pause, or to
   * replay a dead letter; null if there is none.
   */
  @Nullable LaneAction beforeRecords(FenceToken held, long now) {
    LaneAction discard = quarantine.nextToDiscard();
    if (discard != null) {
      return discard;
    }
    return notes.paused().isPresent() && toSetAside() == null && !parts.buffer().isCollecting()
        ? new LaneAction.AwaitEvent()
        : letters.next(held, now);
  }

  /** Takes the result of releasing a parked record. */
  List<DeliveryEvent> released(
      LaneAction.Release release, Optional<Outcome.RetryLater> problem, boolean isLost) {
    int leftOut = letters.released(release.parked());
    return quarantine.released(release, problem, isLost, leftOut);
  }

  /** Returns the part that replays dead letters. */
  public LetterReplay letters() {
    return letters;
  }

  /** Returns the record that the action in progress sets aside; null if there is none. */
  private @Nullable SourceRecord toSetAside() {
    return slot.isSetAside() && effective == null && !isCopying ? target : null;
  }

  /** Returns why a record cannot be set aside now; null if it can. */
  private @Nullable String obstacle(InFlightRecord first, SourceRecord record) {
    if (!RecordDigest.of(first.record).equals(RecordDigest.of(record))) {
      return "another record is the first one now";
    }
    if (first.isReplaced() || first.condemned() != null) {
      return "the record is being set aside already";
    }
    return settlement.obstacleToLeave(first).orElse(null);
  }

  /** Returns the failure that the copy of the first record names. */
  private Failure failure(ActionRequest request) {
    Failure last = parts.work().first().lastFailure();
    return last != null ? last : Failure.byOperator(request.reason());
  }

  /**
   * Takes the result of copying the first record, which is left out if it is copied.
   *
   * @param problem empty once the copy is durable
   */
  public List<DeliveryEvent> copied(
      LaneAction.SetAside copy, Optional<Outcome.RetryLater> problem, long now, double draw) {
    isCopying = false;
    if (problem.isPresent()) {
      end(Code.NOT_COPIED, "nothing was set aside: " + problem.get().message());
      return List.of();
    }
    InFlightRecord first = parts.work().first();
    effective = first.record.offset().commitPosition();
    settlement.leave(first);
    return settlement.thenAdvance(copy.event(), now, draw);
  }

  /**
   * Takes the events of the lane, some of which answer the action in progress.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public void observe(List<DeliveryEvent> events, long now) {
    observer.now = now;
    events.forEach(observer::on);
  }

  /** Answers the action in progress if the durable commit completes it. */
  void acknowledged(CommitPosition durable) {
    CommitPosition wanted = effective;
    if (wanted != null && durable.compareTo(wanted) >= 0) {
      end(Code.DONE, "the record is copied and left out, and the commit is durable");
    } else if (slot.isChangeOfPause() && !notes.isPauseNews()) {
      String state = notes.paused().isPresent() ? "paused" : "resumed";
      end(Code.DONE, "the partition is " + state + ", and the commit is durable");
    }
  }

  /** Answers the action in progress if its time is over. */
  public void expire(long now) {
    PendingAction action = slot.pending();
    if (action != null && now - action.deadline() >= 0) {
      abandon(
          "the time for the action is over",
          "it is in effect here, but no commit has confirmed it");
    }
  }

  /** Answers the action in progress, since the partition is given up. */
  public void close() {
    if (slot.pending() != null) {
      abandon(
          "the partition is handed over",
          "no commit has confirmed it, so the next owner may not know of it: see the status");
    }
  }

  private void abandon(String why, String consequence) {
    if (isCopying) {
      // The copy may succeed, and then the record is left out: the action stays in progress.
      slot.answerEarly(
          Code.UNCONFIRMED, why + ", while the record is being copied: see the status");
    } else if (effective != null || slot.isChangeOfPause()) {
      end(Code.UNCONFIRMED, why + "; " + consequence);
    } else if (slot.isSetAside()) {
      end(Code.NOT_READY, why + "; nothing was set aside");
    } else if ((slot.isReplay() || slot.isRelease()) && !letters.isBegun()) {
      end(Code.NOT_READY, why + "; nothing of it is applied");
    } else {
      end(Code.UNCONFIRMED, why + "; the attempt may still be in progress");
    }
  }

  /** Returns whether a commit completes the action in progress. */
  boolean awaitsCommit() {
    return effective != null;
  }

  private void end(Code code, String message) {
    target = null;
    effective = null;
    isOfEarlierAttempt = false;
    slot.end(code, message);
  }

  /** Answers the action in progress when the outcome of its record is known. */
  private final class Observer extends SelectiveObserver {
    private long now;

    @Override
    public void onRetrying(RecordEvent.Retrying event) {
      if (!concerns(event) || slot.isSetAside()) {
        return;
      }
      if (isOfEarlierAttempt) {
        isOfEarlierAttempt = false;
        parts.work().retryNow(now);
      } else {
        end(
            Code.STILL_FAILING,
            "attempt %d failed: %s".formatted(event.attempt(), event.failure()));
      }
    }

    @Override
    public void onGotOn(RecordEvent.GotOn event) {
      if (concerns(event) && !slot.isSetAside()) {
        end(Code.DONE, "a part of the change is applied, and the rest follows");
      }
    }

    @Override
    public void onApplied(RecordEvent.Applied event) {
      settled(event, "is applied");
    }

    @Override
    public void onEventRepeated(RecordEvent.EventRepeated event) {
      settled(event, "repeats an event that was applied before");
    }

    @Override
    public void onSkipped(RecordEvent.Skipped event) {
      settled(event, "is skipped by a policy");
    }

    @Override
    public void onDeadLettered(RecordEvent.DeadLettered event) {
      settled(event, "is sent to the dead letters by a policy");
    }

    @Override
    public void onParked(RecordEvent.Parked event) {
      settled(event, "is parked in the quarantine by a policy");
    }

    private void settled(RecordEvent event, String how) {
      if (concerns(event)) {
        end(slot.isSetAside() ? Code.HEAD_MOVED : Code.DONE, "the record " + how);
      }
    }

    /** Returns whether an event is of the record of the action in progress, before its effect. */
    private boolean concerns(RecordEvent event) {
      SourceRecord record = target;
      return record != null
          && effective == null
          && !isCopying
          && event.record().offset().equals(record.offset());
    }
  }
}
