package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In-memory implementation of core's ports to the Relations API: both ports over one store, without
 * gRPC, threads or waits. It never reports unavailability; wrap it for that. Thread-safe.
 */
public final class InMemoryRelations implements RelationSink, FenceAuthority {
  private static final String LOCK_TYPES_MISSING = "lock_types_missing";

  private final InMemoryTupleStore store;
  private final InMemoryMarks marks;

  /** Creates an instance over a new store with RBAC's schema. */
  public InMemoryRelations() {
    this(new InMemoryTupleStore(StoreSchema.rbac()));
  }

  /** Creates an instance over a shared store. */
  public InMemoryRelations(InMemoryTupleStore store) {
    this.store = store;
    this.marks = new InMemoryMarks(store);
  }

  /** Returns the store, for tests that inspect it or change it directly. */
  public InMemoryTupleStore store() {
    return store;
  }

  /**
   * Returns an authority over the same store for a consumer without fencing: it takes no lock, and
   * only keeps the marks.
   */
  public FenceAuthority unfenced() {
    return new FenceAuthority() {
      @Override
      public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
        requireCallable(timeout);
        FenceToken none = FenceToken.unfenced(lockId);
        try {
          return isLockId(lockId)
              ? new FenceOutcome.Acquired(none, StoreMemory.of(Lock.UNKNOWN, marks(lockId)))
              : new FenceOutcome.Acquired(none);
        } catch (StoreRefusal lockTypesMissing) {
          return new FenceOutcome.Acquired(none);
        }
      }

      @Override
      public Outcome mark(
          Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
          throws InterruptedException {
        return isLockId(fence.lockId())
            ? InMemoryRelations.this.mark(expected, mark, fence, timeout)
            : new Outcome.Applied(Optional.empty());
      }
    };
  }

  /**
   * Reads the holder of a lock, and marks the store as one without memory if the lock is free: the
   * first half of an acquisition.
   *
   * @return the token in force; empty if there is none
   * @throws StoreRefusal if the schema lacks the lock types
   */
  public Optional<FenceToken> prepareToTakeLock(String lockId) {
    Optional<FenceToken> held = store.readLock(lockId);
    if (held.isEmpty()) {
      marks.add(lockId, StoreMark.WITHOUT_MEMORY);
    }
    return held;
  }

  /**
   * Returns the marks beside a lock.
   *
   * @throws StoreRefusal if the schema lacks the lock types
   */
  public List<StoreMark> marks(String lockId) {
    return marks.read(lockId);
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    if (change.isEmpty()) {
      throw new IllegalArgumentException("change: want at least one tuple, got none");
    }
    requireCallable(timeout);
    if (fence.isFenced() && (!isLockId(fence.lockId()) || !StoreRules.isId(fence.token()))) {
      return new Outcome.RetryLater("invalid_lock_id", "no lock of the store: " + fence.lockId());
    }
    try {
      return new Outcome.Applied(write(change, sent(fence)));
    } catch (StoreRefusal refusal) {
      return outcome(refusal, fence);
    }
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    requireCallable(timeout);
    if (!isLockId(lockId)) {
      return new FenceOutcome.NotAcquired("invalid_lock_id", "no lock of the store: " + lockId);
    }
    try {
      Optional<FenceToken> before = prepareToTakeLock(lockId);
      FenceToken fence = store.replaceLock(lockId, before);
      store.retainLock(fence);
      Lock lock = before.isPresent() ? Lock.HELD : Lock.FREE;
      return new FenceOutcome.Acquired(
          fence, StoreMemory.of(lock, marks(lockId)), before.map(Set::of).orElse(Set.of()));
    } catch (StoreRefusal refusal) {
      String reason = refusal.word();
      if (refusal.isFenceLost()) {
        reason = "lock_contended";
      } else if (refusal.isAboutLockTypes()) {
        reason = LOCK_TYPES_MISSING;
      }
      return new FenceOutcome.NotAcquired(reason, "taking the lock: " + refusal.getMessage());
    }
  }

  @Override
  public Outcome mark(
      Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    requireCallable(timeout);
    try {
      return marks.replace(fence.lockId(), expected, mark, sent(fence))
          ? new Outcome.Applied(Optional.empty())
          : new Outcome.FenceLost(
              "the store has forgotten the mark beside the lock " + fence.lockId(),
              Outcome.FenceLoss.SET_BACK);
    } catch (StoreRefusal refusal) {
      if (refusal.isFenceLost()) {
        return fenceLost(fence);
      }
      if (!refusal.isAboutLockTypes()) {
        return new Outcome.RetryLater(refusal.word(), "" + refusal.getMessage(), false);
      }
      return fence.isFenced()
          ? new Outcome.RetryLater(LOCK_TYPES_MISSING, "" + refusal.getMessage(), false)
          : new Outcome.Applied(Optional.empty());
    }
  }

  private Optional<ConsistencyToken> write(TupleChange change, @Nullable FenceToken fence) {
    Optional<ConsistencyToken> last = Optional.empty();
    for (RelationTuple tuple : change.removals()) {
      last = Optional.of(store.delete(tuple, fence));
    }
    int most = store.maxUpdates();
    List<RelationTuple> added = change.additions();
    for (int from = 0; from < added.size(); from += most) {
      int to = Math.min(from + most, added.size());
      last = Optional.of(store.touch(added.subList(from, to), fence));
    }
    return last;
  }

  /**
   * Returns the outcome of a refusal. The store checks the schema first, so a refusal does not
   * prove that the fence still holds.
   */
  private Outcome outcome(StoreRefusal refusal, FenceToken fence) {
    if (refusal.isFenceLost()) {
      return fenceLost(fence);
    }
    if (refusal.isAboutLockTypes()) {
      return new Outcome.RetryLater(LOCK_TYPES_MISSING, "" + refusal.getMessage());
    }
    try {
      store.touch(List.of(), sent(fence));
    } catch (StoreRefusal probe) {
      return probe.isFenceLost()
          ? fenceLost(fence)
          : new Outcome.RetryLater("fence_unconfirmed", "" + probe.getMessage());
    }
    return new Outcome.Rejected(refusal.word(), "" + refusal.getMessage());
  }

  private Outcome.FenceLost fenceLost(FenceToken fence) {
    Set<String> inForce = store.lockTokens(fence.lockId());
    if (inForce.isEmpty()) {
      return new Outcome.FenceLost(
          "the store knows no holder of the lock " + fence.lockId(), Outcome.FenceLoss.GONE);
    }
    if (inForce.contains(fence.token())) {
      return new Outcome.FenceLost("the lock " + fence.lockId() + " is ours again");
    }
    return new Outcome.FenceLost(
        "the lock " + fence.lockId() + " is held by another consumer", Outcome.FenceLoss.TAKEN);
  }

  private static @Nullable FenceToken sent(FenceToken fence) {
    return fence.isFenced() ? fence : null;
  }

  private static boolean isLockId(String lockId) {
    return StoreRules.isId(lockId) && StoreRules.isId(StoreMark.idBeside(lockId));
  }

  private static void requireCallable(Duration timeout) throws InterruptedException {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: want > 0, got " + timeout);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before anything was done");
    }
  }
}
