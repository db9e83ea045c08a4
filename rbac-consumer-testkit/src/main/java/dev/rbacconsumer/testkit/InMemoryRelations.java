package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.ConsistencyToken;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.relations.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.StoreRefusal;
import dev.rbacconsumer.testkit.relations.StoreSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Relations API as core sees it, in memory: both ports over one store, without gRPC, threads or
 * waiting. Never answers that something is unavailable; wrap it for that. Thread-safe.
 */
public final class InMemoryRelations implements RelationSink, FenceAuthority {
  private final InMemoryTupleStore store;

  /** Over a new store with RBAC's schema. */
  public InMemoryRelations() {
    this(new InMemoryTupleStore(StoreSchema.rbac()));
  }

  /** Over a store that others may look at and change besides. */
  public InMemoryRelations(InMemoryTupleStore store) {
    this.store = store;
  }

  /** The store, to look at and to change behind everyone's back. */
  public InMemoryTupleStore store() {
    return store;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    if (change.isEmpty()) {
      throw new IllegalArgumentException("change: want at least one tuple, got none");
    }
    requireCallable(timeout);
    if (!StoreRules.isId(fence.lockId()) || !StoreRules.isId(fence.token())) {
      return new Outcome.RetryLater("invalid_lock_id", "no lock of the store: " + fence.lockId());
    }
    try {
      return new Outcome.Applied(write(change, fence));
    } catch (StoreRefusal refusal) {
      return outcome(refusal, fence);
    }
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    requireCallable(timeout);
    try {
      FenceToken fence = store.acquireLock(lockId);
      store.retainLock(fence);
      return new FenceOutcome.Acquired(fence);
    } catch (StoreRefusal refusal) {
      String reason = refusal.word();
      if (refusal.isFenceLost()) {
        reason = "lock_contended";
      } else if (refusal.isAboutLockTypes()) {
        reason = "lock_types_missing";
      } else if (refusal.reason().isEmpty()) {
        reason = "invalid_lock_id";
      }
      return new FenceOutcome.NotAcquired(reason, "taking the lock: " + refusal.getMessage());
    }
  }

  private Optional<ConsistencyToken> write(TupleChange change, FenceToken fence) {
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

  /** The store looks at the schema first, so a refusal does not say that the fence still holds. */
  private Outcome outcome(StoreRefusal refusal, FenceToken fence) {
    if (refusal.isFenceLost()) {
      return new Outcome.FenceLost("the lock has been taken by another consumer");
    }
    if (refusal.isAboutLockTypes()) {
      return new Outcome.RetryLater("lock_types_missing", "" + refusal.getMessage());
    }
    try {
      store.touch(List.of(), fence);
    } catch (StoreRefusal probe) {
      return probe.isFenceLost()
          ? new Outcome.FenceLost("the lock has been taken by another consumer")
          : new Outcome.RetryLater("fence_unconfirmed", "" + probe.getMessage());
    }
    return new Outcome.Rejected(refusal.word(), "" + refusal.getMessage());
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
