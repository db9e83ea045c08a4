package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.letter.LetterProgress;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.letter.ScannedPart;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.ReleaseRefusal;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies one dead letter between two records of its partition. The records behind that of the
 * letter are read first, in parts between which the lane goes on: what they have changed since is
 * left out. So a letter that is replayed twice, or by an owner that dies meanwhile, moves no tuple
 * back.
 */
public final class LetterReplay {
  /** Offsets that are read at once before the next record of the partition is taken up. */
  private static final long NEAR = 1_000;

  private static final String SAFE = "; it is safe to replay it again";

  private final Lane.Parts parts;
  private final ChangeSteps steps;
  private final QuarantineControl quarantine;
  private final ActionSlot slot;
  private final Runnable leavePosition;

  /** The letter of the last request; null before the first, and once it has its result. */
  private @Nullable LetterProgress progress;

  /** Number of the holding of the fence under which the letter is applied. */
  private int tenure;

  /** Whether the last action of the lane has read a part of the log. */
  private boolean hasScanned;

  /**
   * @param leavePosition discards what was read under a fence that is no longer held
   */
  LetterReplay(
      Lane.Parts parts,
      ChangeSteps steps,
      QuarantineControl quarantine,
      ActionSlot slot,
      Runnable leavePosition) {
    this.parts = parts;
    this.steps = steps;
    this.quarantine = quarantine;
    this.slot = slot;
    this.leavePosition = leavePosition;
  }

  /** Begins a replay. One of the same letter that was abandoned before its effect goes on. */
  void begin(PendingAction action, OperatorAction.ReplayLetter letter) {
    LetterProgress before = progress;
    if (before == null || before.isBegun() || !before.letter().equals(letter)) {
      progress = new LetterProgress(letter);
    }
    slot.begin(action);
  }

  /** Begins to apply a parked record. */
  void begin(PendingAction action, ParkedRecord parked) {
    progress = new LetterProgress(parked);
    slot.begin(action);
  }

  /** Returns whether a part of the letter in progress may be in effect. */
  boolean isBegun() {
    LetterProgress letter = progress;
    return letter != null && letter.isBegun();
  }

  /**
   * Returns the next action of the replay; null where the lane goes on with its own records first,
   * or there is no replay.
   */
  @Nullable LaneAction next(FenceToken held, long now) {
    LetterProgress letter = progress;
    PendingAction action = slot.pending();
    if (letter == null || action == null || !(slot.isReplay() || slot.isRelease())) {
      return null;
    }
    if (letter.isBegun()) {
      return begun(letter, action.request(), held);
    }
    if (parts.work().isFailing()) {
      end(
          Code.BLOCKED,
          "the partition is blocked by offset %s, which comes first"
              .formatted(parts.work().first().record.offset()));
      return null;
    }
    Optional<CommitPosition> settled = parts.window().settled();
    if (parts.buffer().isCollecting()
        || parts.replaying().underWay() != null
        || settled.isEmpty()) {
      return null;
    }
    if (isAhead(letter, settled.get())) {
      end(Code.NOT_READY, "the partition is read again, and has not come to the record yet");
      return null;
    }
    if (letter.decoding() == null) {
      return new LaneAction.DecodeLetter(letter.letter());
    }
    long unread =
        letter.parked().isPresent() ? 0 : settled.get().value() - letter.scannedTo().value();
    boolean isFirst = parts.work().isEmpty() && (unread <= NEAR || parts.buffer().peek() == null);
    if (unread > 0 && (isFirst || !hasScanned)) {
      hasScanned = true;
      return new LaneAction.ScanLog(
          letter.letter(), parts.ownership().partition(), letter.scannedTo(), settled.get());
    }
    hasScanned = false;
    return unread > 0 || !parts.work().isEmpty()
        ? null
        : apply(letter, action.request(), held, now);
  }

  /** Returns whether records before that of a letter are still to be applied. */
  private boolean isAhead(LetterProgress letter, CommitPosition settled) {
    boolean isOfThisLog = letter.parked().map(quarantine::isOfThisLog).orElse(true);
    return isOfThisLog && settled.value() <= letter.letter().record().offset().value();
  }

  private @Nullable LaneAction apply(
      LetterProgress letter, ActionRequest request, FenceToken held, long now) {
    if (parts.marking().awaitsCommit()) {
      return new LaneAction.AwaitEvent();
    }
    if (parts.ownership().isInDoubt()) {
      // A write that lands late would undo what the letter changes.
      leavePosition.run();
      return parts.ownership().renew(now);
    }
    Optional<ParkedRecord> parked = letter.parked();
    if (parked.isPresent()) {
      return release(letter, parked.get(), request, held);
    }
    if (!letter.isScannedWithout(quarantine.offsets())) {
      // Records were parked or released meanwhile: what the scan has found is not true any more.
      progress = new LetterProgress(letter.letter());
      return next(held, now);
    }
    letter.begin(Set.of());
    tenure = parts.ownership().tenure();
    return begun(letter, request, held);
  }

  /** Applies a parked record if it is still parked, and the first one of those that touch it. */
  private @Nullable LaneAction release(
      LetterProgress letter, ParkedRecord parked, ActionRequest request, FenceToken held) {
    Optional<ReleaseRefusal> refusal = quarantine.refusal(parked);
    if (refusal.isPresent()) {
      end(refusal.get().code(), refusal.get().message());
      return null;
    }
    letter.begin(quarantine.removedBehind(parked));
    tenure = parts.ownership().tenure();
    return begun(letter, request, held);
  }

  private @Nullable LaneAction begun(
      LetterProgress letter, ActionRequest request, FenceToken held) {
    if (tenure != parts.ownership().tenure() || !parts.buffer().isOpen()) {
      // Another owner may have applied later records meanwhile.
      end(Code.UNCONFIRMED, "the lock of the partition was lost" + SAFE);
      return null;
    }
    SourceRecord record = letter.letter().record();
    if (letter.isSettled() && letter.parked().isPresent()) {
      return new LaneAction.Release(letter.parked().get(), Optional.empty());
    }
    if (letter.isSettled()) {
      return new LaneAction.KeepReplay(
          new ReplayedLetter(
              letter.letter().letter(),
              record,
              request.by(),
              request.reason(),
              parts.window().settled().orElse(letter.scannedTo()),
              request.at(),
              letter.applied(),
              letter.leftOut()));
    }
    TupleChange part = letter.next(steps);
    return new LaneAction.ApplyLetter(
        letter.letter(),
        Objects.requireNonNull(letter.decoding()),
        part,
        held,
        letter.isLast(part));
  }

  /**
   * Takes the decoding of the letter.
   *
   * @param decoding empty if the decoder has failed
   */
  public List<DeliveryEvent> decoded(LaneAction.DecodeLetter call, Optional<Decoding> decoding) {
    LetterProgress letter = waiting(call.letter());
    Optional<String> problem =
        decoding.map(LetterReplay::problem).orElse(Optional.of("the decoder has failed: see log"));
    if (letter != null && problem.isPresent()) {
      end(Code.STILL_FAILING, "it cannot be applied: " + problem.get());
    } else if (letter != null && decoding.isPresent()) {
      Optional<Offset> before =
          letter.parked().isPresent()
              ? Optional.empty()
              : quarantine.before(call.letter().record(), decoding.get());
      letter.decoded(decoding.get(), quarantine.offsets());
      before.ifPresent(
          offset -> end(Code.BLOCKED, "offset %s is parked and comes first".formatted(offset)));
    }
    return List.of();
  }

  /** Returns the progress of a letter that is not begun; null if that is not in progress. */
  private @Nullable LetterProgress waiting(OperatorAction.ReplayLetter of) {
    LetterProgress letter = progress;
    return letter != null && letter.letter().equals(of) && !letter.isBegun() ? letter : null;
  }

  /** Returns the progress of a letter that is begun; null if that is not in progress. */
  private @Nullable LetterProgress begun(OperatorAction.ReplayLetter of) {
    LetterProgress letter = progress;
    return letter != null && letter.letter().equals(of) && letter.isBegun() ? letter : null;
  }

  private static Optional<String> problem(Decoding decoding) {
    return decoding
        .<Optional<Failure>>match(
            relations -> Optional.empty(),
            workspace -> Optional.empty(),
            custom -> Optional.empty(),
            tombstone -> Optional.empty(),
            malformed -> Optional.of(Failure.of(FailureClass.MALFORMED, malformed.violation())),
            invalid -> Optional.of(Failure.of(FailureClass.INVALID, invalid.violations().get(0))))
        .map(Failure::toString)
        .or(
            () ->
                decoding instanceof Decoding.Tombstone
                    ? Optional.of("it has no value")
                    : Optional.empty());
  }

  /** Takes a part of the log that was read for the letter. */
  public List<DeliveryEvent> scanned(LaneAction.ScanLog call, ScannedPart part) {
    LetterProgress letter = waiting(call.letter());
    if (letter == null || !letter.scannedTo().equals(call.from())) {
      return List.of();
    }
    if (part.begin().compareTo(letter.scannedTo()) > 0) {
      end(
          Code.RECORDS_GONE,
          "the log begins at %s, so what the records from %s on have changed is not known"
              .formatted(part.begin(), letter.scannedTo()));
    } else {
      letter.scanned(part);
    }
    return List.of();
  }

  /** Takes the failure to read the log, or to decode a record of it. */
  public List<DeliveryEvent> notScanned(LaneAction.ScanLog call, String problem) {
    if (waiting(call.letter()) != null) {
      end(Code.STILL_FAILING, "the records since could not be read: " + problem);
    }
    return List.of();
  }

  /**
   * Takes the outcome of an attempt to apply a part of the letter. A failed attempt ends the
   * replay, which never blocks the partition.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> applied(
      LaneAction.ApplyLetter call, Outcome outcome, Applying applying, long now, double draw) {
    List<DeliveryEvent> events = new ArrayList<>();
    SourceRecord record = call.letter().record();
    if (outcome.mayLandLater() && parts.ownership().doubt(record)) {
      events.add(new RecordEvent.WriteInDoubt(record));
    }
    LetterProgress letter = begun(call.letter());
    outcome
        .<Runnable>match(
            done -> () -> Optional.ofNullable(letter).ifPresent(it -> it.confirmed(call.change())),
            later -> () -> failed(letter, Failure.of(later)),
            rejected -> () -> failed(letter, Failure.of(rejected)),
            lost -> () -> events.add(applying.onFenceLost(Optional.of(record), lost, now, draw)))
        .run();
    return events;
  }

  private void failed(@Nullable LetterProgress letter, Failure failure) {
    if (letter != null) {
      end(Code.STILL_FAILING, "it cannot be applied: " + failure + SAFE);
    }
  }

  /**
   * Forgets the parked record whose release was attempted, and returns the number of its additions
   * that were left out.
   */
  int released(ParkedRecord parked) {
    LetterProgress letter = progress;
    if (letter == null || !letter.parked().equals(Optional.of(parked))) {
      return 0;
    }
    progress = null;
    return letter.notAdded();
  }

  /**
   * Takes the result of keeping that the letter was replayed.
   *
   * @param problem empty once it is durable
   */
  public List<DeliveryEvent> kept(
      LaneAction.KeepReplay call, Optional<Outcome.RetryLater> problem) {
    LetterProgress letter = progress;
    if (letter == null || !letter.isSettled() || !letter.letter().letter().equals(call.id())) {
      return List.of();
    }
    String done =
        "%d operations are applied; %d are left out, since later records changed their tuples"
            .formatted(letter.applied(), letter.leftOut());
    if (problem.isPresent()) {
      String failure = problem.get().message();
      end(Code.UNCONFIRMED, "%s; that is not kept: %s%s".formatted(done, failure, SAFE));
    } else {
      end(Code.DONE, done);
    }
    return List.of();
  }

  private void end(Code code, String message) {
    progress = null;
    if (slot.isReplay() || slot.isRelease()) {
      slot.end(code, message);
    }
  }
}
