package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.history.StoreCall;
import dev.rbacconsumer.testkit.store.CallPoints;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Store of another kind than the simulated one, whose sink and fences are tested. Its tuples are
 * read and checked after each call, and whenever other instances continue in the middle of one.
 */
final class ForeignStore implements CallPoints {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Tuple that no record names: its removal shows whether a fence is in force. */
  private static final RelationTuple ABSENT =
      RelationTuple.parse("rbac/group:of-no-record#member@rbac/principal:ann");

  private final SimulatedDeployment deployment;
  private final Store checks;
  private final StoreUnderTest store;
  private final Map<String, List<StoreMark>> marks = new HashMap<>();
  private Set<RelationTuple> known = Set.of();

  /** Instance whose call is in progress; null where nothing may happen in the middle of it. */
  private @Nullable Instance calling;

  ForeignStore(SimulatedDeployment deployment, Store checks, StoreUnderTest.Factory factory) {
    this.deployment = deployment;
    this.checks = checks;
    try {
      this.store = factory.create(this);
    } catch (Exception thrown) {
      throw new IllegalStateException("the store cannot be created", thrown);
    }
    Set<RelationTuple> found = store.tuples();
    if (!found.isEmpty()) {
      throw new IllegalStateException("want an empty store for each schedule, got " + found);
    }
  }

  void close() {
    store.close();
  }

  /** Returns the marks beside a lock, as far as the store keeps any. */
  List<StoreMark> marks(String lockId) {
    return marks.getOrDefault(lockId, List.of());
  }

  /** Makes a call on behalf of an instance, in the middle of which others may continue. */
  private <T> T calling(@Nullable Instance instance, Call<T> call) throws InterruptedException {
    Instance before = calling;
    calling = instance;
    try {
      return call.make();
    } catch (RuntimeException | Error thrown) {
      deployment.trace(() -> "  the store throws " + thrown);
      deployment.traced().threw(thrown);
      throw thrown;
    } finally {
      calling = before;
    }
  }

  /**
   * Applies a change, and checks its effect.
   *
   * @param caller instance that waits for the answer; null where the call arrives late
   */
  Outcome apply(@Nullable Instance caller, TupleChange change, StoreCall call, Duration timeout)
      throws InterruptedException {
    boolean isInForce = checks.isInForce(call.fence());
    try {
      Outcome outcome =
          calling(
              caller,
              () -> store.sink().apply(change, call.fence(), Optional.empty(), timeout, () -> {}));
      if (!isInForce && outcome instanceof Outcome.Applied) {
        deployment.violated(
            "fencing",
            "the store accepted %s, although %s had taken the fence before"
                .formatted(call, checks.owners().holder(call.partition())));
      }
      return outcome;
    } finally {
      readTuples();
    }
  }

  /** Takes the fence of a partition for an instance. */
  FenceOutcome acquire(Instance instance, PartitionId partition, String lockId, Duration timeout)
      throws InterruptedException {
    FenceToken before = checks.owners().fences().get(lockId);
    FenceOutcome outcome = calling(instance, () -> store.fences().acquire(lockId, timeout));
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      boolean isOvertaken = !Objects.equals(before, checks.owners().fences().get(lockId));
      if (isOvertaken && isRefused(acquired.token())) {
        deployment.trace(() -> instance + " has a fence that was taken again meanwhile");
      } else {
        taken(instance, partition, lockId, acquired);
      }
    } else {
      deployment.trace(() -> instance + " does not get the fence of " + partition);
    }
    return outcome;
  }

  /** Takes the fence of a partition for a process outside the group. */
  void steal(PartitionId partition, String lockId) {
    try {
      FenceOutcome outcome = calling(null, () -> store.fences().acquire(lockId, TIMEOUT));
      if (outcome instanceof FenceOutcome.Acquired acquired) {
        taken(null, partition, lockId, acquired);
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void taken(
      @Nullable Instance instance,
      PartitionId partition,
      String lockId,
      FenceOutcome.Acquired acquired) {
    FenceToken token = acquired.token();
    if (!token.lockId().equals(lockId)) {
      deployment.violated(
          "fencing", "the store gave the %s for the lock %s".formatted(token, lockId));
    }
    if (token.equals(checks.owners().fences().get(lockId))) {
      deployment.violated(
          "fencing", "the store gave two owners of %s the same token".formatted(partition));
    }
    checks.fenced(instance, partition, token);
    if (acquired.memory().keepsMarks()) {
      marks.put(lockId, acquired.memory().marks());
    }
  }

  /** Writes a mark, if the store keeps any. */
  Outcome mark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    Outcome outcome = calling(null, () -> store.fences().mark(expected, mark, fence, timeout));
    if (outcome instanceof Outcome.Applied && marks.containsKey(fence.lockId())) {
      marks.put(fence.lockId(), List.of(mark));
    }
    return outcome;
  }

  /** Returns whether the store refuses a write under a fence. */
  private boolean isRefused(FenceToken fence) throws InterruptedException {
    TupleChange nothing = TupleChange.net(List.of(ABSENT), List.of());
    Outcome outcome = calling(null, () -> store.sink().apply(nothing, fence, TIMEOUT));
    return outcome instanceof Outcome.FenceLost;
  }

  @Override
  public boolean reached(String place) {
    Instance instance = calling;
    if (instance == null || !instance.isMoving()) {
      return false;
    }
    if (deployment.strikes(Fault.CALL_IS_SLOW, 20)) {
      pause(instance, place);
    }
    boolean fails = deployment.strikes(Fault.CALL_FAILS_HALF_WAY, 40);
    if (fails) {
      deployment.trace(() -> "  the connection of " + instance + " fails at the " + place);
    }
    return fails;
  }

  /** Lets other instances continue, and often take the fence, while a call waits at a point. */
  private void pause(Instance instance, String place) {
    deployment.trace(() -> "  the call of " + instance + " is held up at the " + place);
    readTuples();
    if (deployment.strikes(Fault.LOCK_STOLEN, 3)) {
      checks.steal(instance.moving().partition());
    } else if (deployment.isPossible(Fault.EXPULSION) && deployment.happens(3)) {
      deployment.mishaps().expel(instance);
    }
    deployment.whileWaiting(instance, LONGEST_PAUSE.toNanos());
    deployment.trace(() -> "  the call of " + instance + " continues");
  }

  /** Reads the tuples, and checks those that differ from what was read before. */
  private void readTuples() {
    Instance before = calling;
    calling = null;
    try {
      Set<RelationTuple> found = store.tuples();
      Set<RelationTuple> added = new HashSet<>(found);
      added.removeAll(known);
      Set<RelationTuple> removed = new HashSet<>(known);
      removed.removeAll(found);
      known = found;
      if (!added.isEmpty() || !removed.isEmpty()) {
        checks.changed(added, removed);
      }
    } finally {
      calling = before;
    }
  }

  /** Call to the store. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws InterruptedException;
  }
}
