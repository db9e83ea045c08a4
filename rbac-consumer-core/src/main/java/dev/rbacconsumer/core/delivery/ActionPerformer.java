package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.internal.lane.InFlightRecord;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.letter.DecodedRecord;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ScannedPart;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Performs the actions of one lane: makes the calls of the ports, and waits. Declares to the stall
 * detector what the thread does, and how long that may take. Called by the thread of the lane, or
 * in its place by a thread of the sink while that one waits in it.
 */
final class ActionPerformer implements LaneAction.Visitor<Optional<ActionResult>> {
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final PartitionId partition;
  private final LaneContext context;
  private final PortCalls ports;
  private final Sleeper sleeper;
  private final ThreadActivity activity;
  private final ChangeApplier applier;
  private final DecodeAhead decoded;
  private final ApplyChain.Driver driver;
  private QuarantineStore.@Nullable Session session;

  /**
   * @param decoded records that were decoded before their turn
   * @param driver driver of the lane
   * @param covered supplies the records that are applied once the store acknowledges the change in
   *     work
   */
  ActionPerformer(
      PartitionId partition,
      LaneContext context,
      Sleeper sleeper,
      ThreadActivity activity,
      DecodeAhead decoded,
      ApplyChain.Driver driver,
      Supplier<List<InFlightRecord>> covered) {
    this.partition = partition;
    this.context = context;
    this.ports = new PortCalls(partition, context, decoded);
    this.sleeper = sleeper;
    this.activity = activity;
    this.applier = new ChangeApplier(partition, context, ports, activity, covered);
    this.decoded = decoded;
    this.driver = driver;
  }

  @Override
  public Optional<ActionResult> acquireFence(LaneAction.AcquireFence action)
      throws InterruptedException {
    beginCall();
    FenceOutcome outcome = context.outages().observe(ports.acquireFence());
    return Optional.of((lane, now, draw) -> List.of(lane.fenceAttempted(outcome, now, draw)));
  }

  @Override
  public Optional<ActionResult> writeMark(LaneAction.WriteMark action) throws InterruptedException {
    beginCall();
    Outcome outcome = context.outages().observe(ports.mark(action));
    return Optional.of((lane, now, draw) -> lane.marked(outcome, now, draw));
  }

  @Override
  public Optional<ActionResult> openReplay(LaneAction.OpenReplay action)
      throws InterruptedException {
    beginWork();
    try {
      ReplayTable table = ports.openReplay();
      return Optional.of((lane, now, draw) -> lane.replaying().opened(table));
    } catch (ReplayTableException failure) {
      return Optional.of((lane, now, draw) -> lane.replaying().failed(failure, now, draw));
    }
  }

  @Override
  public Optional<ActionResult> endReplay(LaneAction.EndReplay action) {
    beginWork();
    return Optional.of((lane, now, draw) -> lane.replaying().ended());
  }

  @Override
  public Optional<ActionResult> decode(LaneAction.Decode action) throws InterruptedException {
    beginWork();
    return Optional.of(ports.decode(action));
  }

  @Override
  public Optional<ActionResult> apply(LaneAction.Apply action) throws InterruptedException {
    if (!applier.mayChain()) {
      return Optional.of(applier.apply(action));
    }
    ApplyChain chain = new ApplyChain(driver, applier, ports, decoded, action);
    Outcome last;
    boolean isReported;
    try {
      last = applier.applyAll(chain);
    } finally {
      isReported = chain.close();
    }
    if (isReported) {
      return Optional.empty();
    }
    LaneAction.Apply current = chain.current();
    ApplyChain.Performance answer = () -> applier.answered(current, last, chain.nanos());
    // The thread is in the scope of the first record already.
    return Optional.of(current.equals(action) ? answer.result() : driver.result(answer));
  }

  @Override
  public Optional<ActionResult> handle(LaneAction.Handle action) throws InterruptedException {
    beginCall();
    Outcome outcome = ports.handle(action);
    return Optional.of((lane, now, draw) -> lane.applying().handled(outcome, now, draw));
  }

  @Override
  public Optional<ActionResult> pass(LaneAction.Pass action) throws InterruptedException {
    beginWork();
    applier.notifyListeners(Optional.empty());
    return Optional.of((lane, now, draw) -> lane.applying().passed(now, draw));
  }

  @Override
  public Optional<ActionResult> sendToDeadLetters(LaneAction.SendToDeadLetters action)
      throws InterruptedException {
    beginCall();
    DeadLetter letter =
        new DeadLetter(action.record(), action.failure(), context.clock().now(), Optional.empty());
    Optional<Outcome.RetryLater> problem = ports.keep(letter);
    return Optional.of(
        (lane, now, draw) ->
            lane.applying().sentToDeadLetters(action.failure(), problem, now, draw));
  }

  @Override
  public Optional<ActionResult> setAside(LaneAction.SetAside action) throws InterruptedException {
    beginCall();
    DeadLetter copy =
        new DeadLetter(
            action.record(),
            action.failure(),
            context.clock().now(),
            Optional.of(action.request()));
    Optional<Outcome.RetryLater> problem = ports.copy(copy);
    return Optional.of((lane, now, draw) -> lane.operator().copied(action, problem, now, draw));
  }

  @Override
  public Optional<ActionResult> openQuarantine(LaneAction.OpenQuarantine action)
      throws InterruptedException {
    beginCall();
    close();
    try {
      QuarantineStore.Session opened = ports.openQuarantine();
      session = opened;
      List<ParkedEntry> entries = new ArrayList<>();
      for (ParkedRecord parked : opened.parked()) {
        Optional<Decoding> decoding = ports.tryDecode(parked.record());
        if (decoding.isEmpty()) {
          return notOpened("the decoder has failed at offset " + parked.offset());
        }
        entries.add(ParkedEntry.of(parked, decoding.get(), context.settings().quarantine()));
      }
      return Optional.of((lane, now, draw) -> lane.quarantine().opened(entries, now));
    } catch (SourceException failed) {
      return notOpened(String.valueOf(failed.getMessage()));
    }
  }

  @Override
  public Optional<ActionResult> confirmQuarantine(LaneAction.ConfirmQuarantine action) {
    beginWork();
    return Optional.of((lane, now, draw) -> lane.quarantine().confirmed(now, draw));
  }

  private static Optional<ActionResult> notOpened(String problem) {
    return Optional.of((lane, now, draw) -> lane.quarantine().notOpened(problem, now, draw));
  }

  @Override
  public Optional<ActionResult> park(LaneAction.Park action) throws InterruptedException {
    beginCall();
    ParkedRecord parked =
        new ParkedRecord(
            action.record(),
            action.log(),
            action.failure(),
            action.behind(),
            context.clock().now());
    Optional<Outcome.RetryLater> problem =
        action.refusal().isPresent() ? action.refusal() : ports.park(session(), parked);
    boolean isLost = problem.isPresent() && session().isLost();
    return Optional.of(
        (lane, now, draw) -> lane.results().parked(action, parked, problem, isLost, now, draw));
  }

  @Override
  public Optional<ActionResult> release(LaneAction.Release action) throws InterruptedException {
    beginCall();
    Optional<Outcome.RetryLater> problem =
        action.request().isPresent()
            ? ports.copy(copy(action.parked(), action.request().get()))
            : Optional.empty();
    Optional<Outcome.RetryLater> result =
        problem.isPresent() ? problem : ports.release(session(), action.parked());
    boolean isLost = result.isPresent() && session().isLost();
    return Optional.of(
        (lane, now, draw) -> lane.results().released(action, result, isLost, now, draw));
  }

  private DeadLetter copy(ParkedRecord parked, ActionRequest request) {
    Failure failure = parked.failure().orElseGet(() -> Failure.byOperator(request.reason()));
    return new DeadLetter(parked.record(), failure, context.clock().now(), Optional.of(request));
  }

  private QuarantineStore.Session session() {
    QuarantineStore.Session open = session;
    if (open == null) {
      throw new IllegalStateException(partition + ": the quarantine is not open");
    }
    return open;
  }

  /** Closes the quarantine of the partition. Never throws. */
  void close() {
    QuarantineStore.Session open = session;
    session = null;
    if (open != null) {
      ports.close(open);
    }
  }

  @Override
  public Optional<ActionResult> decodeLetter(LaneAction.DecodeLetter action)
      throws InterruptedException {
    beginWork();
    Optional<Decoding> decoding = ports.tryDecode(action.letter().record());
    return Optional.of((lane, now, draw) -> lane.operator().letters().decoded(action, decoding));
  }

  @Override
  public Optional<ActionResult> scanLog(LaneAction.ScanLog action) throws InterruptedException {
    beginCall();
    try {
      LogPart part = ports.readLog(action);
      beginWork();
      List<DecodedRecord> decoded = new ArrayList<>();
      for (SourceRecord record : part.records()) {
        Optional<Decoding> decoding = ports.tryDecode(record);
        if (decoding.isEmpty()) {
          return notScanned(action, "the decoder has failed at offset " + record.offset());
        }
        decoded.add(new DecodedRecord(record, decoding.get()));
      }
      ScannedPart scanned = new ScannedPart(decoded, part.readTo(), part.begin());
      return Optional.of((lane, now, draw) -> lane.operator().letters().scanned(action, scanned));
    } catch (SourceException failed) {
      return notScanned(action, String.valueOf(failed.getMessage()));
    }
  }

  private static Optional<ActionResult> notScanned(LaneAction.ScanLog action, String problem) {
    return Optional.of((lane, now, draw) -> lane.operator().letters().notScanned(action, problem));
  }

  @Override
  public Optional<ActionResult> applyLetter(LaneAction.ApplyLetter action)
      throws InterruptedException {
    beginCall();
    Outcome outcome = context.outages().observe(ports.applyLetter(action, this::beginCall));
    if (action.isLast() && outcome instanceof Outcome.Applied done) {
      InFlightRecord letter = InFlightRecord.of(action.letter().record(), action.decoding(), now());
      activity.begins(
          "notifying listeners", now() + context.appliedNotifier().longest(1).toNanos());
      context.appliedNotifier().notifyApplied(List.of(letter), done.token());
    }
    return Optional.of(
        (lane, now, draw) ->
            lane.operator().letters().applied(action, outcome, lane.applying(), now, draw));
  }

  @Override
  public Optional<ActionResult> keepReplay(LaneAction.KeepReplay action)
      throws InterruptedException {
    beginCall();
    Optional<Outcome.RetryLater> problem = ports.keepReplay(action.letter());
    return Optional.of((lane, now, draw) -> lane.operator().letters().kept(action, problem));
  }

  @Override
  public Optional<ActionResult> waitUntil(LaneAction.WaitUntil action) throws InterruptedException {
    activity.begins("waiting for the next attempt", action.nanoTime());
    Duration remaining = Duration.ofNanos(action.nanoTime() - now());
    if (!remaining.isZero() && !remaining.isNegative()) {
      sleeper.sleep(remaining);
    }
    return Optional.empty();
  }

  @Override
  public Optional<ActionResult> probeStore(LaneAction.ProbeStore action)
      throws InterruptedException {
    beginCall();
    try {
      context.outages().probed(ports.probe());
    } finally {
      context.outages().probeEnded();
    }
    return Optional.empty();
  }

  @Override
  public Optional<ActionResult> awaitEvent(LaneAction.AwaitEvent action)
      throws InterruptedException {
    activity.begins("waiting for an event", now() + LONGEST_SLEEP.toNanos());
    sleeper.sleep(LONGEST_SLEEP);
    return Optional.empty();
  }

  /** Fails: the driver ends the lane instead of performing this action. */
  @Override
  public Optional<ActionResult> end(LaneAction.End action) {
    throw new IllegalStateException("the end of a lane is not an action to perform");
  }

  private void beginCall() {
    activity.begins("in a call", now() + context.settings().attemptTimeout().toNanos());
  }

  private void beginWork() {
    activity.begins("at work", now());
  }

  private long now() {
    return context.clock().nanoTime();
  }
}
