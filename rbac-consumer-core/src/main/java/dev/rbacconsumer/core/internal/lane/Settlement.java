package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.change.ChangeProgress;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.FailureMemory;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settles the records in work that need no call any more, in the order of their offsets. */
final class Settlement {
  private final LaneSettings settings;
  private final Window window;
  private final Batch work;
  private final MalformedStreak streak;
  private final RepeatedEvents repeats;
  private final ReplayReader replaying;
  private final ChangeProgress progress;
  private final FailureMemory failures;
  private final QuarantineControl quarantine;
  private final Runnable stop;

  /**
   * @param stop ends the lane, as a policy says
   */
  Settlement(
      LaneSettings settings,
      Lane.Parts parts,
      MalformedStreak streak,
      RepeatedEvents repeats,
      ChangeProgress progress,
      FailureMemory failures,
      QuarantineControl quarantine,
      Runnable stop) {
    this.settings = settings;
    this.window = parts.window();
    this.work = parts.work();
    this.streak = streak;
    this.repeats = repeats;
    this.replaying = parts.replaying();
    this.progress = progress;
    this.failures = failures;
    this.quarantine = quarantine;
    this.stop = stop;
  }

  /**
   * Settles the first records that need no call any more, up to one that does, and returns the
   * events.
   */
  List<DeliveryEvent> advance(long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>();
    while (!work.isEmpty()) {
      InFlightRecord first = work.first();
      Decoding decoding = first.decoding();
      if (first.condemned() != null
          || first.isReplaced()
          || decoding == null
          || !first.isDue(now)) {
        break;
      }
      if (first.isWaiting()) {
        if (!quarantine.isParked(first)) {
          break;
        }
        events.add(QuarantineControl.event(first));
        park(first);
      } else if (first.isStored()) {
        settle(first);
        events.add(
            new RecordEvent.Applied(
                first.record,
                decoding,
                first.failures() + 1,
                Duration.ofNanos(now - first.startedAt)));
      } else if (first.isRepeated()) {
        settle(first);
        events.add(new RecordEvent.EventRepeated(first.record, first.metadata()));
      } else if (decoding instanceof Decoding.Tombstone) {
        settle(first);
        events.add(new RecordEvent.TombstonePassed(first.record));
      } else if (decoding instanceof Decoding.Malformed malformed) {
        events.add(malformed(first, malformed, now, draw));
      } else if (decoding instanceof Decoding.Invalid invalid) {
        Violation fault = invalid.violations().get(0);
        events.add(fail(first, Failure.of(FailureClass.INVALID, fault), fault, now, draw));
      } else {
        break;
      }
    }
    return events;
  }

  private DeliveryEvent malformed(
      InFlightRecord first, Decoding.Malformed malformed, long now, double draw) {
    Violation fault = malformed.violation();
    Failure failure = Failure.of(FailureClass.MALFORMED, fault);
    return streak.blocksAt(first)
        ? retry(first, streak.failure(failure), fault, now, draw)
        : fail(first, failure, fault, now, draw);
  }

  /** Returns an event, followed by the events of {@link #advance}. */
  List<DeliveryEvent> thenAdvance(DeliveryEvent event, long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>(List.of(event));
    events.addAll(advance(now, draw));
    return events;
  }

  /** Applies the policy to the first record, which fails for a reason of its own. */
  DeliveryEvent fail(
      InFlightRecord first, Failure failure, @Nullable Violation violation, long now, double draw) {
    FailurePolicy policy = settings.policies().of(failure.kind());
    boolean leaves = policy == FailurePolicy.SKIP || policy == FailurePolicy.DEAD_LETTER;
    if (leaves && !canLeave(first)) {
      return retry(first, tooManyAside(failure), violation, now, draw);
    }
    return switch (policy) {
      case RETRY -> retry(first, failure, violation, now, draw);
      case SKIP -> {
        leave(first);
        yield new RecordEvent.Skipped(first.record, failure);
      }
      case DEAD_LETTER -> {
        first.markForDeadLetter(failure);
        yield new RecordEvent.Condemned(first.record, failure);
      }
      case QUARANTINE -> quarantine(first, failure, violation, now, draw);
      case STOP -> {
        stop.run();
        first.markForDeadLetter(failure);
        yield new RecordEvent.Stopped(first.record, failure);
      }
    };
  }

  private DeliveryEvent quarantine(
      InFlightRecord first, Failure failure, @Nullable Violation violation, long now, double draw) {
    Optional<String> obstacle = quarantine.obstacle(first, isReplayed(first));
    if (obstacle.isPresent()) {
      String message =
          "cannot be parked, since %s: %s".formatted(obstacle.get(), failure.message());
      Failure blocking = new Failure(failure.kind(), failure.reason(), message);
      return retry(first, blocking, violation, now, draw);
    }
    quarantine.condemn(first, failure);
    return new RecordEvent.Condemned(first.record, failure);
  }

  private boolean isReplayed(InFlightRecord first) {
    Replay underWay = replaying.underWay();
    return underWay != null && underWay.holds(first.record);
  }

  /** Settles the first record, which is parked durably. */
  private void park(InFlightRecord first) {
    forgetRepeats(replaying.underWay());
    settle(first);
  }

  DeliveryEvent retry(
      InFlightRecord first, Failure failure, @Nullable Violation violation, long now, double draw) {
    int attempt = first.failures() + 1;
    Duration delay = settings.backoff().delay(first.nextWait(), draw);
    first.failed(failure, now, now + delay.toNanos());
    if (first == work.first()) {
      failures.failed(first.record, first.failingSince(), attempt, failure);
    }
    work.restart();
    return new RecordEvent.Retrying(
        first.record,
        first.metadata(),
        failure,
        violation,
        attempt,
        delay,
        first == work.first() ? failures.current().map(FailureHistory::since) : Optional.empty());
  }

  /**
   * Settles the first record without applying it. If it had the last word on tuples in a replay,
   * the records before it have it now: they are searched for and applied before it is settled.
   */
  void leave(InFlightRecord first) {
    if (first.isWaiting()) {
      quarantine.leftOut(first);
    }
    Replay underWay = replaying.underWay();
    boolean isUnknown = first.decoding() == null;
    if (first.change() == null && !isUnknown) {
      settle(first);
      return;
    }
    forgetRepeats(underWay);
    if (isUnknown || underWay == null || !underWay.holds(first.record)) {
      settle(first);
      return;
    }
    underWay.setAside(first.record.offset().value());
    search(first, underWay, Objects.requireNonNull(first.change()));
  }

  /** Compares the records in work behind one that is set aside again, with each other alone. */
  private void forgetRepeats(@Nullable Replay underWay) {
    repeats.setAside();
    work.forgetRepeats();
    if (underWay != null) {
      underWay.forgetEvents();
    }
    for (InFlightRecord behind : work.behindFirst()) {
      if (behind.decoding() != null) {
        replaying.compareAgain(behind);
      }
    }
  }

  /**
   * Handles the outcome of an attempt to apply a part of an earlier record in place of the first
   * one.
   *
   * @param fenceLost records the loss of the fence, and discards what was read under it
   */
  List<DeliveryEvent> onSubstituteOutcome(
      PredecessorSearch.Substitute substitute,
      Outcome outcome,
      Function<Outcome.FenceLost, DeliveryEvent> fenceLost,
      long now,
      double draw) {
    InFlightRecord first = work.first();
    return outcome.match(
        done -> {
          first.substituteDone();
          replaced(first);
          return advance(now, draw);
        },
        later -> List.of(retry(first, Failure.of(later), null, now, draw)),
        rejected -> {
          FailurePolicy policy = settings.policies().rejected();
          Failure failure = Failure.of(rejected);
          if (policy == FailurePolicy.SKIP || policy == FailurePolicy.DEAD_LETTER) {
            Replay underWay = Objects.requireNonNull(replaying.underWay());
            if (!underWay.canSetAside()) {
              return List.of(retry(first, tooManyAside(failure), null, now, draw));
            }
            leaveSubstitute(first, substitute, underWay);
            Failure ofEarlier =
                new Failure(
                    failure.kind(),
                    failure.reason(),
                    "what offset %d says is applied in its place, and is refused, too: %s"
                        .formatted(substitute.offset(), failure.message()));
            return thenAdvance(new RecordEvent.Skipped(first.record, ofEarlier), now, draw);
          }
          return List.of(retry(first, failure, null, now, draw));
        },
        lost -> List.of(fenceLost.apply(lost)));
  }

  /** Leaves out a part that was to be applied in place of the first record, and failed too. */
  private void leaveSubstitute(
      InFlightRecord first, PredecessorSearch.Substitute substitute, Replay underWay) {
    underWay.setAside(substitute.offset());
    first.substituteDone();
    search(first, underWay, substitute.change());
  }

  private void search(InFlightRecord first, Replay underWay, TupleChange words) {
    first.replaceBy(List.of());
    Set<RelationTuple> removed = work.removedBehindFirst();
    if (words.isEmpty()) {
      replaced(first);
    } else {
      replaying.search(underWay.search(first.record.offset(), words, removed), this);
    }
  }

  /**
   * Settles the first records, which need no call: they change nothing, or nothing is left to apply
   * in their place.
   */
  List<DeliveryEvent> passed(long now, double draw) {
    if (!work.isEmpty() && work.first().isReplaced()) {
      replaced(work.first());
    } else {
      work.stored();
    }
    return advance(now, draw);
  }

  /** Settles the first record if nothing is left to be applied in its place. */
  void replaced(InFlightRecord first) {
    if (first.substitute() == null) {
      settle(first);
    }
  }

  /**
   * Takes the result of parking the first record.
   *
   * @param problem empty once it is durable
   */
  public List<DeliveryEvent> parked(
      LaneAction.Park call,
      ParkedRecord parked,
      Optional<Outcome.RetryLater> problem,
      long now,
      double draw) {
    InFlightRecord first = work.first();
    if (problem.isPresent()) {
      return List.of(retry(first, Failure.of(problem.get()), null, now, draw));
    }
    List<DeliveryEvent> events = new ArrayList<>();
    events.add(QuarantineControl.event(first));
    events.add(quarantine.parked(parked, call.decoding()));
    park(first);
    events.addAll(advance(now, draw));
    return events;
  }

  /** Returns why the first record cannot be left out on an operator's request; empty if it can. */
  Optional<String> obstacleToLeave(InFlightRecord first) {
    if (replaying.underWay() != null && first.decoding() == null && !first.isFaulty()) {
      return Optional.of(
          "the record is part of a replay and not decoded yet; resume the partition, and set it"
              + " aside once it is blocked");
    }
    return canLeave(first)
        ? Optional.empty()
        : Optional.of("more records were set aside in this replay than a commit can name");
  }

  private boolean canLeave(InFlightRecord first) {
    Replay underWay = replaying.underWay();
    return underWay == null
        || first.change() == null
        || !underWay.holds(first.record)
        || underWay.canSetAside();
  }

  private static Failure tooManyAside(Failure ofRecord) {
    return new Failure(
        ofRecord.kind(),
        FailureReason.REPLAY_ASIDE.word(),
        "more than "
            + ReplayRange.MAX_ASIDE
            + " records were set aside in this replay, so none is set aside any more; set"
            + " RBAC_KAFKA_CONSUMER_REPLAY=step-by-step, or mend what the store refuses: "
            + ofRecord.message());
  }

  /** Records that an attempt at the first record made progress. */
  void gotOn(InFlightRecord first) {
    first.gotOn();
    failures.ended();
  }

  private void settle(InFlightRecord first) {
    streak.settled(first);
    window.settle(first);
    work.removeFirst();
    progress.settled();
    failures.ended();
  }
}
