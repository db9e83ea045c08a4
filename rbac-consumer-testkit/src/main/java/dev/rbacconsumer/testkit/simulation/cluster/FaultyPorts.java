package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryReplayTables;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneState;
import dev.rbacconsumer.testkit.simulation.history.CallRange;
import dev.rbacconsumer.testkit.simulation.history.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ports of one instance: the simulated services behind them, and the faults on the way. */
final class FaultyPorts implements RelationSink, FenceAuthority, DeadLetters, ReplayTables {
  private static final Duration CALL = Duration.ofMillis(100);

  private final SimulatedDeployment deployment;
  private final Instance instance;

  FaultyPorts(SimulatedDeployment deployment, Instance instance) {
    this.deployment = deployment;
    this.instance = instance;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return attempt(change, fence, instance.moving().letter(), timeout);
  }

  /** Applies a few changes in one call of the lane; other steps happen between two of them. */
  @Override
  public Outcome applyAll(Attempt first, Runnable progress, FollowingChanges following)
      throws InterruptedException {
    SimulatedLane lane = instance.moving();
    Attempt attempt = first;
    while (true) {
      Optional<SourceRecord> letter = lane.letter(attempt.record());
      Outcome outcome = attempt(attempt.change(), attempt.fence(), letter, attempt.timeout());
      if (!(outcome instanceof Outcome.Applied applied) || deployment.choices().oneIn(3)) {
        return outcome;
      }
      prepare(following);
      Optional<Attempt> next = following.next(attempt, applied);
      if (deployment.choices().oneIn(4) && !deployment.timing().isOn()) {
        deployment.whileWaiting(instance, CALL.toNanos());
      }
      interruptIfRequested(lane);
      throwAtTimes();
      if (next.isEmpty()) {
        return outcome;
      }
      attempt = next.get();
    }
  }

  private void prepare(FollowingChanges following) {
    int most = following.wantsPreparation() ? deployment.choices().below(4) : 0;
    for (int i = 0; i < most && following.prepare(); i++) {
      deployment.traceDetail(() -> instance + " prepares a change");
    }
  }

  private Outcome attempt(
      TupleChange change, FenceToken fence, Optional<SourceRecord> letter, Duration timeout)
      throws InterruptedException {
    SimulatedLane lane = instance.moving();
    PartitionId partition = lane.partition();
    lane.answered(LaneState.STORE_ANSWERED);
    interruptIfRequested(lane);
    StoreCall call =
        letter
            .map(it -> deployment.store().letterCall(partition, fence, it.offset().value()))
            .orElseGet(() -> call(lane.trail().range(), partition, fence));
    deployment.store().began(instance, call, change);
    if (deployment.happens(2)) {
      // Lanes whose calls take time fall behind.
      deployment.time().advance(CALL);
    }
    throwAtTimes();
    if (deployment.strikes(Fault.CALL_FAILS_BEFORE, 15)) {
      return new Outcome.RetryLater("unavailable", "simulated", deployment.choices().oneIn(2));
    }
    List<TupleChange> pieces = pieces(change);
    int landing = pieces.size();
    boolean mayLandLater = false;
    boolean late = deployment.strikes(Fault.CALL_LANDS_LATE, 20);
    if (late || deployment.strikes(Fault.CALL_FAILS_HALF_WAY, 15)) {
      landing = deployment.choices().below(pieces.size());
    }
    for (int i = 0; i < landing; i++) {
      if (i > 0 && deployment.strikes(Fault.CALL_IS_SLOW, 10)) {
        deployment.whileWaiting(instance, Duration.ofSeconds(2).toNanos());
        interruptIfRequested(lane);
      }
      Outcome outcome = deployment.store().land(instance, call, pieces.get(i), timeout);
      if (!(outcome instanceof Outcome.Applied applied)) {
        return refused(lane, letter, outcome);
      }
      mayLandLater |= applied.mayLandLater();
    }
    if (deployment.store().foreign().isPresent()) {
      // It may have been held up in the middle.
      interruptIfRequested(lane);
    }
    if (late) {
      deployment.mishaps().landLater(call, inFlight(pieces.subList(landing, pieces.size())));
    }
    if (landing < pieces.size() || deployment.strikes(Fault.CALL_FAILS_AFTER, 15)) {
      int stored = pieces.subList(0, landing).stream().mapToInt(TupleChange::size).sum();
      return new Outcome.RetryLater(
          "deadline_exceeded",
          "simulated",
          late || deployment.choices().oneIn(2),
          deployment.choices().below(stored + 1));
    }
    throwAtTimes();
    if (deployment.strikes(Fault.CALL_REPEATED, 20)) {
      deployment.mishaps().landLater(call, pieces);
      return new Outcome.Applied(Optional.empty(), true);
    }
    return new Outcome.Applied(Optional.empty(), mayLandLater);
  }

  private StoreCall call(CallRange range, PartitionId partition, FenceToken fence) {
    int epoch = deployment.store().epoch(partition, fence, range);
    return new StoreCall(partition, fence, range, epoch, false);
  }

  /** Returns a probe that fails now and then, as the calls of the store do. */
  @Override
  public Optional<Probe> probe() {
    return Optional.of(this::answers);
  }

  private boolean answers(Duration timeout) throws InterruptedException {
    SimulatedLane lane = instance.moving();
    lane.answered(LaneState.STORE_ANSWERED);
    interruptIfRequested(lane);
    throwAtTimes();
    return !deployment.strikes(Fault.CALL_FAILS_BEFORE, 3);
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    SimulatedLane lane = instance.moving();
    PartitionId partition = lane.partition();
    lane.answered(LaneState.FENCE_ANSWERED);
    interruptIfRequested(lane);
    throwAtTimes();
    if (deployment.strikes(Fault.LOCK_SERVER_DOWN, 8)) {
      return new FenceOutcome.NotAcquired("unavailable", "simulated");
    }
    Optional<ForeignStore> foreign = deployment.store().foreign();
    if (foreign.isPresent()) {
      return acquire(foreign.get(), lane, lockId, timeout);
    }
    try {
      Optional<FenceToken> read = deployment.store().relations().prepareToTakeLock(lockId);
      race(lane);
      FenceToken fence = deployment.store().tuples().replaceLock(lockId, read);
      // After a race of first owners, the earlier one holds the lock until the tokens are reduced
      // to one.
      if (deployment.store().tuples().lockTokens(lockId).size() == 1) {
        deployment.store().fenced(instance, partition, fence);
      }
      race(lane);
      deployment.store().tuples().retainLock(fence);
      deployment.store().fenced(instance, partition, fence);
      if (deployment.strikes(Fault.LOCK_ANSWER_LOST, 10)) {
        return new FenceOutcome.NotAcquired("deadline_exceeded", "simulated");
      }
      List<StoreMark> marks = deployment.store().relations().marks(lockId);
      lane.trail().found(marks);
      StoreMemory.Lock lock = read.isPresent() ? StoreMemory.Lock.HELD : StoreMemory.Lock.FREE;
      return new FenceOutcome.Acquired(
          fence, StoreMemory.of(lock, marks), read.map(Set::of).orElse(Set.of()));
    } catch (StoreRefusal refusal) {
      return new FenceOutcome.NotAcquired("lock_contended", "" + refusal.getMessage());
    }
  }

  private FenceOutcome acquire(
      ForeignStore store, SimulatedLane lane, String lockId, Duration timeout)
      throws InterruptedException {
    race(lane);
    FenceOutcome outcome = store.acquire(instance, lane.partition(), lockId, timeout);
    race(lane);
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      if (deployment.strikes(Fault.LOCK_ANSWER_LOST, 10)) {
        return new FenceOutcome.NotAcquired("deadline_exceeded", "simulated");
      }
      lane.trail().found(acquired.memory().marks());
    }
    return outcome;
  }

  @Override
  public Outcome mark(
      Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    SimulatedLane lane = instance.moving();
    lane.answered(LaneState.FENCE_ANSWERED);
    interruptIfRequested(lane);
    throwAtTimes();
    PartitionId partition = lane.partition();
    if (!fence.lockId().endsWith("/" + partition.number())) {
      deployment.violated("store marks", instance + " marks " + partition + " under " + fence);
    }
    if (deployment.strikes(Fault.CALL_IS_SLOW, 10)) {
      deployment.whileWaiting(instance, Duration.ofSeconds(2).toNanos());
      interruptIfRequested(lane);
    }
    int failure = deployment.strikes(Fault.MARK_FAILS, 8) ? 1 + deployment.choices().below(2) : 0;
    if (failure == 1) {
      return new Outcome.RetryLater("unavailable", "simulated", false);
    }
    if (deployment.store().isInForce(fence)) {
      deployment.store().losses().marking(instance, partition, mark);
    }
    Outcome outcome = deployment.store().mark(expected, mark, fence, timeout);
    deployment.traceDetail(
        () -> instance + " marks " + partition + " with " + mark.text() + ": " + outcome);
    if (outcome instanceof Outcome.Applied) {
      lane.trail().found(List.of(mark));
      deployment.store().losses().marked(instance, partition, mark);
    }
    return failure == 2 && outcome instanceof Outcome.Applied
        ? new Outcome.RetryLater("deadline_exceeded", "simulated")
        : outcome;
  }

  @Override
  public ReplayTable open(PartitionId partition) throws ReplayTableException {
    InMemoryReplayTables tables = new InMemoryReplayTables();
    if (deployment.strikes(Fault.REPLAY_TABLE_FULL, 4)) {
      tables.holdAtMost(deployment.choices().below(3));
    }
    return tables.open(partition);
  }

  @Override
  public Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout)
      throws InterruptedException {
    SimulatedLane lane = instance.moving();
    lane.answered(LaneState.LETTER_ANSWERED);
    interruptIfRequested(lane);
    throwAtTimes();
    boolean fails = deployment.strikes(Fault.DEAD_LETTER_FAILS, 5);
    if (!fails || deployment.happens(2)) {
      deployment.store().keep(letter);
    }
    return fails
        ? Optional.of(new Outcome.RetryLater("unavailable", "simulated"))
        : Optional.empty();
  }

  private void throwAtTimes() {
    throwAtTimes(deployment);
  }

  /** Throws like an adapter with a damaged class path. */
  static void throwAtTimes(SimulatedDeployment deployment) {
    if (deployment.strikes(Fault.PORT_THROWS, 40)) {
      throw new LinkageError("simulated");
    }
  }

  private void race(SimulatedLane lane) throws InterruptedException {
    if (deployment.strikes(Fault.LOCK_RACE, 4)) {
      if (deployment.isPossible(Fault.EXPULSION) && deployment.happens(3)) {
        deployment.mishaps().expel(instance);
      }
      deployment.whileWaiting(instance, Duration.ofSeconds(1).toNanos());
      interruptIfRequested(lane);
    }
  }

  private static Outcome refused(
      SimulatedLane lane, Optional<SourceRecord> letter, Outcome outcome) {
    if (outcome instanceof Outcome.Rejected && letter.isEmpty()) {
      lane.trail().refused();
    }
    return outcome;
  }

  /** An interrupted lane gets no more answers, whatever the result of the call. */
  static void interruptIfRequested(SimulatedLane lane) throws InterruptedException {
    if (lane.takeInterrupt()) {
      throw new InterruptedException("simulated");
    }
  }

  /**
   * Returns the changes in flight: all removals at once; of the additions one write at a time,
   * after the removals.
   */
  private static List<TupleChange> inFlight(List<TupleChange> rest) {
    List<TupleChange> removals = rest.stream().filter(it -> it.additions().isEmpty()).toList();
    return removals.isEmpty() ? rest.subList(0, 1) : removals;
  }

  /**
   * Splits a change as the API does: deletes tuple by tuple, and additions in one or two writes. A
   * store of another kind splits it by itself, if at all.
   */
  private List<TupleChange> pieces(TupleChange change) {
    if (deployment.store().foreign().isPresent()) {
      return List.of(change);
    }
    List<TupleChange> pieces = new ArrayList<>();
    for (RelationTuple removal : change.removals()) {
      pieces.add(TupleChange.net(List.of(removal), List.of()));
    }
    List<RelationTuple> additions = change.additions();
    int cut = deployment.choices().below(additions.size());
    if (cut > 0) {
      pieces.add(TupleChange.net(List.of(), additions.subList(0, cut)));
    }
    if (!additions.isEmpty()) {
      pieces.add(TupleChange.net(List.of(), additions.subList(cut, additions.size())));
    }
    return pieces;
  }
}
