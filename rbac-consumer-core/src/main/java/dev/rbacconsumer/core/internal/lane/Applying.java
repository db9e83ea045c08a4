package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.change.ChangeProgress;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the call that applies the in-flight records, and handles its outcome. */
public final class Applying {
  private final Ownership ownership;
  private final Window window;
  private final Batch work;
  private final StoreMarking marking;
  private final MalformedStreak streak;
  private final Settlement settlement;
  private final ChangeProgress progress;
  private final Runnable leavePosition;

  /** The part of a change that the latest step applies; null before the first step. */
  private @Nullable TupleChange asked;

  /** Time that it took to answer the latest step, in nanoseconds; 0 if that was not measured. */
  private long stepNanos;

  /** Time that the store took to answer the steps of the change in work, in nanoseconds. */
  private long answerNanos;

  /**
   * @param leavePosition discards what was read under a fence that is no longer held
   */
  Applying(
      Lane.Parts parts,
      MalformedStreak streak,
      Settlement settlement,
      ChangeProgress progress,
      Runnable leavePosition) {
    this.ownership = parts.ownership();
    this.window = parts.window();
    this.work = parts.work();
    this.marking = parts.marking();
    this.streak = streak;
    this.settlement = settlement;
    this.progress = progress;
    this.leavePosition = leavePosition;
  }

  /** Returns the next action for decoded records: a call, a pass or a wait. */
  LaneAction next(FenceToken held, long now) {
    InFlightRecord first = first();
    PredecessorSearch.Substitute substitute = first.substitute();
    if (first.isReplaced() && substitute == null) {
      return new LaneAction.Pass();
    }
    TupleChange change =
        substitute == null ? work.nextChange(streak.blocking()) : substitute.change();
    SourceRecord last = change == null || substitute != null ? first.record : work.lastCovered();
    if (marking.awaitsCommit()
        || !window.permits(first.record, 0)
        || (change == null && !window.isHandledDurable())) {
      return new LaneAction.AwaitEvent();
    }
    if (change != null && change.isEmpty()) {
      return new LaneAction.Pass();
    }
    // A late call of the record that is set aside would undo what is applied in its place.
    boolean inDoubt = substitute == null ? ownership.isInDoubt(last) : ownership.isInDoubt();
    if (change != null && inDoubt) {
      leavePosition.run();
      return ownership.renew(now);
    }
    window.markSent(last);
    if (change == null) {
      return new LaneAction.Handle(first.record, first.known());
    }
    RecordContext origin = new RecordContext(first.record, first.metadata());
    return substitute == null
        ? step(change, held, origin)
        : new LaneAction.Apply(change, held, true, origin);
  }

  private LaneAction step(TupleChange change, FenceToken held, RecordContext origin) {
    TupleChange part = progress.next(change);
    asked = part;
    if (progress.isAtBeginning()) {
      answerNanos = 0;
    }
    return new LaneAction.Apply(part, held, progress.isLast(part), origin);
  }

  /** Records how long the store took to answer the latest step, in nanoseconds. */
  public void answered(long nanos) {
    answerNanos += nanos;
    stepNanos = nanos;
  }

  /** Returns the records that are applied once the store acknowledges the latest step. */
  public List<InFlightRecord> covered() {
    return first().isReplaced() ? List.of() : work.covered();
  }

  /**
   * Handles the outcome of an attempt to apply a change, or a step of it, and returns the events.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> applied(Outcome outcome, long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>();
    InFlightRecord first = first();
    if (outcome.mayLandLater()) {
      progress.doubt();
      if (ownership.doubt(work.lastCovered())) {
        events.add(new RecordEvent.WriteInDoubt(first.record));
      }
    }
    PredecessorSearch.Substitute substitute = first.substitute();
    events.addAll(
        substitute == null
            ? stepApplied(outcome, now, draw)
            : settlement.onSubstituteOutcome(
                substitute,
                outcome,
                lost -> onFenceLost(Optional.of(first.record), lost, now, draw),
                now,
                draw));
    return events;
  }

  private List<DeliveryEvent> stepApplied(Outcome outcome, long now, double draw) {
    TupleChange part = asked;
    long nanos = stepNanos;
    stepNanos = 0;
    if (part != null && outcome instanceof Outcome.Applied) {
      boolean isLast = progress.isLast(part);
      progress.confirm(part.size(), nanos);
      if (!isLast) {
        return gotOn();
      }
    } else if (part != null && outcome instanceof Outcome.RetryLater later) {
      // Something is left to ask for, whatever a sink says: its answer ends the change.
      if (progress.failed(Math.min(later.confirmed(), part.size() - 1))) {
        settlement.gotOn(first());
      } else if (later.mayLandLater()) {
        progress.unanswered(part);
      }
    } else {
      progress.failed(0);
    }
    measure(outcome);
    return onOutcome(outcome, work::stored, now, draw);
  }

  /** Reports how long the change in work took, or that an attempt at it failed. */
  private void measure(Outcome outcome) {
    long nanos = answerNanos;
    answerNanos = 0;
    if (!(outcome instanceof Outcome.Applied)) {
      work.limit().failed();
    } else if (!work.isRecovery()) {
      work.limit().applied(work.covered().size(), nanos);
    }
  }

  /** Resets the count of attempts after a step that is applied and that more steps follow. */
  private List<DeliveryEvent> gotOn() {
    InFlightRecord first = first();
    boolean wasFailing = first.failures() > 0;
    settlement.gotOn(first);
    return wasFailing ? List.of(new RecordEvent.GotOn(first.record)) : List.of();
  }

  /** Settles the first records in work, which need no call. */
  public List<DeliveryEvent> passed(long now, double draw) {
    return settlement.passed(now, draw);
  }

  /**
   * Takes the result of sending the first record to the dead letters.
   *
   * @param problem empty once the letter is stored
   */
  public List<DeliveryEvent> sentToDeadLetters(
      Failure failure, Optional<Outcome.RetryLater> problem, long now, double draw) {
    InFlightRecord first = first();
    if (problem.isPresent()) {
      return List.of(settlement.retry(first, Failure.of(problem.get()), null, now, draw));
    }
    settlement.leave(first);
    return settlement.thenAdvance(new RecordEvent.DeadLettered(first.record, failure), now, draw);
  }

  /**
   * Handles the outcome of a call to the handler of an event that changes no relations.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> handled(Outcome outcome, long now, double draw) {
    return onOutcome(outcome, first()::stored, now, draw);
  }

  private List<DeliveryEvent> onOutcome(Outcome outcome, Runnable whenDone, long now, double draw) {
    InFlightRecord first = first();
    return outcome.match(
        done -> {
          whenDone.run();
          return settlement.advance(now, draw);
        },
        later -> List.of(settlement.retry(first, Failure.of(later), null, now, draw)),
        rejected ->
            work.shorten()
                ? List.of()
                : settlement.thenAdvance(
                    settlement.fail(first, Failure.of(rejected), null, now, draw), now, draw),
        lost -> List.of(onFenceLost(Optional.of(first.record), lost, now, draw)));
  }

  /** Records the loss of the fence, and discards everything that was read under it. */
  DeliveryEvent onFenceLost(
      Optional<SourceRecord> record, Outcome.FenceLost lost, long now, double draw) {
    ownership.lose(now, draw);
    leavePosition.run();
    return new PartitionEvent.FenceLost(
        ownership.partition(), record, lost.message(), lost.cause());
  }

  /** Returns the first record in work. */
  InFlightRecord first() {
    if (work.isEmpty()) {
      throw new IllegalStateException(
          ownership.partition() + ": a result was reported, but no record is in work");
    }
    return work.first();
  }
}
