package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In-memory version of the store behind the Relations API, with the same rules and the same order
 * of checks: count, duplicates, lock types, schema, fence, and only then the write, all or nothing.
 * Refusals are thrown as {@link StoreRefusal}. Deterministic unless the source of lock tokens is
 * not.
 *
 * <p>Thread-safe: each call is one transaction, except {@link #acquireLock}, which is two, as in
 * the real store.
 */
public final class InMemoryTupleStore {
  /** Default for the most updates in one write, as in SpiceDB. */
  public static final int DEFAULT_MAX_UPDATES = 1000;

  private static final int MAX_CONDITIONS = 1000;

  private final Supplier<String> lockTokens;
  private final TupleIndex tuples = new TupleIndex();
  private final RecentChanges recentChanges = new RecentChanges();
  private final List<Consumer<StoreWrite>> listeners = new CopyOnWriteArrayList<>();
  private StoreSchema schema;
  private int maxUpdates = DEFAULT_MAX_UPDATES;
  private long revision;

  /** Creates a store whose lock tokens are counted, so that the same calls give the same tokens. */
  public InMemoryTupleStore(StoreSchema schema) {
    this(schema, countedTokens());
  }

  /**
   * Creates a store with lock tokens from the caller.
   *
   * @param lockTokens returns a new token each time, within the rules for ids
   */
  public InMemoryTupleStore(StoreSchema schema, Supplier<String> lockTokens) {
    this.schema = schema;
    this.lockTokens = lockTokens;
  }

  /**
   * Creates a store for a server: different runs of the program must not issue the same lock
   * tokens.
   */
  public static InMemoryTupleStore withRandomTokens(StoreSchema schema, int maxUpdates) {
    InMemoryTupleStore store = new InMemoryTupleStore(schema, () -> UUID.randomUUID().toString());
    store.setMaxUpdates(maxUpdates);
    return store;
  }

  /** Replaces the schema, as a newer file does on the server's restart. Tuples are kept. */
  public synchronized void setSchema(StoreSchema schema) {
    this.schema = schema;
  }

  /** Sets the most tuples in one write, at least 1. */
  public synchronized void setMaxUpdates(int maxUpdates) {
    if (maxUpdates < 1) {
      throw new IllegalArgumentException("maxUpdates: want >= 1, got " + maxUpdates);
    }
    this.maxUpdates = maxUpdates;
  }

  /** Returns the most tuples in one write. */
  public synchronized int maxUpdates() {
    return maxUpdates;
  }

  /**
   * Adds a listener for each write that changed a tuple. It is called in the order of the writes,
   * before other callers see the write.
   */
  public void onWrite(Consumer<StoreWrite> listener) {
    listeners.add(listener);
  }

  /** Adds tuples, whether they exist or not. An empty list only checks the fence. */
  public ConsistencyToken touch(List<RelationTuple> added, @Nullable FenceToken fence) {
    return write(added, true, fence);
  }

  /** Adds tuples; refused if one of them exists. */
  public ConsistencyToken create(List<RelationTuple> added, @Nullable FenceToken fence) {
    return write(added, false, fence);
  }

  private ConsistencyToken write(
      List<RelationTuple> added, boolean upsert, @Nullable FenceToken fence) {
    StoreUpdate.Operation add = upsert ? StoreUpdate.Operation.TOUCH : StoreUpdate.Operation.CREATE;
    return write(
        added.stream().map(tuple -> new StoreUpdate(add, StoreTuple.of(tuple))).toList(),
        conditions(fence));
  }

  /** Makes any updates under any conditions, in one transaction. */
  public synchronized ConsistencyToken write(
      List<StoreUpdate> updates, List<StoreCondition> conditions) {
    if (updates.size() > maxUpdates) {
      throw StoreRefusal.tooManyUpdates(updates.size(), maxUpdates);
    }
    requireFew(conditions);
    Set<StoreTuple> distinct = new HashSet<>();
    for (StoreUpdate update : updates) {
      if (!distinct.add(update.tuple())) {
        throw StoreRefusal.duplicate(update.tuple());
      }
    }
    conditions.forEach(condition -> requireUsable(condition.filter()));
    updates.forEach(update -> schema.checkWrite(update.tuple()));
    requireAll(conditions);
    Set<RelationTuple> added = new HashSet<>();
    Set<RelationTuple> removed = new HashSet<>();
    for (StoreUpdate update : updates) {
      RelationTuple tuple = update.tuple().stored();
      boolean present = tuples.contains(tuple);
      switch (update.operation()) {
        case CREATE -> {
          if (present) {
            throw StoreRefusal.exists(update.tuple());
          }
          added.add(tuple);
        }
        case TOUCH -> add(added, tuple, !present);
        case DELETE -> add(removed, tuple, present);
      }
    }
    return commit(added, removed, lockId(conditions));
  }

  private static void add(Set<RelationTuple> tuples, RelationTuple tuple, boolean changes) {
    if (changes) {
      tuples.add(tuple);
    }
  }

  private static void requireFew(List<StoreCondition> conditions) {
    if (conditions.size() > MAX_CONDITIONS) {
      throw StoreRefusal.tooManyConditions(conditions.size(), MAX_CONDITIONS);
    }
  }

  private void requireAll(List<StoreCondition> conditions) {
    for (StoreCondition condition : conditions) {
      if (!condition.holds(tuples)) {
        throw condition.refusal();
      }
    }
  }

  private static Optional<String> lockId(List<StoreCondition> conditions) {
    return conditions.stream().flatMap(condition -> condition.lockId().stream()).findFirst();
  }

  private static List<StoreCondition> conditions(@Nullable FenceToken fence) {
    if (fence == null) {
      return List.of();
    }
    requireId("lock id", fence.lockId());
    if (!fence.token().equals(StoreRules.WILDCARD)) {
      requireId("lock token", fence.token());
    }
    return List.of(StoreCondition.inForce(fence));
  }

  /** Adds any number of tuples, without a fence; refused if one exists or is named twice. */
  public ConsistencyToken importAll(List<RelationTuple> added) {
    return importTuples(added.stream().map(StoreTuple::of).toList());
  }

  public synchronized ConsistencyToken importTuples(List<StoreTuple> added) {
    added.forEach(schema::checkWrite);
    Set<RelationTuple> distinct = new HashSet<>();
    for (StoreTuple tuple : added) {
      RelationTuple stored = tuple.stored();
      if (tuples.contains(stored) || !distinct.add(stored)) {
        throw StoreRefusal.exists(tuple);
      }
    }
    return commit(distinct, Set.of(), Optional.empty());
  }

  /** Removes one tuple, whether it exists or not. */
  public ConsistencyToken delete(RelationTuple tuple, @Nullable FenceToken fence) {
    return delete(TupleFilter.exactly(tuple), conditions(fence));
  }

  public synchronized ConsistencyToken delete(TupleFilter filter, List<StoreCondition> conditions) {
    requireFew(conditions);
    requireUsable(filter);
    conditions.forEach(condition -> requireUsable(condition.filter()));
    requireAll(conditions);
    return commit(Set.of(), Set.copyOf(tuples.matching(filter)), lockId(conditions));
  }

  /**
   * Returns the matching tuples, in a stable order.
   *
   * @param hiddenChanges number of latest changes that are not visible; 0 for a fresh read
   */
  public synchronized List<RelationTuple> read(TupleFilter filter, int hiddenChanges) {
    requireUsable(filter);
    schema.checkRead(filter);
    List<RelationTuple> found = tuples.matching(filter);
    recentChanges.undo(hiddenChanges, filter, found);
    found.sort(Comparator.comparing(RelationTuple::toString));
    return found;
  }

  /** Returns the token for a read that is as fresh as this moment. */
  public synchronized ConsistencyToken now() {
    return new ConsistencyToken("revision/" + revision);
  }

  /**
   * Takes a lock, even from another holder: reads the token in force, then replaces it. Two callers
   * that take a free lock at the same moment both succeed, and both tokens are then in force.
   */
  public FenceToken acquireLock(String lockId) {
    return replaceLock(lockId, readLock(lockId));
  }

  /** Reads the first token in force, if there is one: the first half of an acquisition. */
  public synchronized Optional<FenceToken> readLock(String lockId) {
    requireId("lock id", lockId);
    requireDefinitionsOfLocks();
    return lockTokens(lockId).stream().findFirst().map(token -> new FenceToken(lockId, token));
  }

  /**
   * Replaces the token that was read by a new one: the second half of an acquisition. Refused as a
   * lost fence if that token is no longer in force; unconditional if none was read.
   */
  public synchronized FenceToken replaceLock(String lockId, Optional<FenceToken> read) {
    FenceToken fence = new FenceToken(lockId, lockTokens.get());
    read.ifPresent(this::requireInForce);
    commit(
        Set.of(Locks.tuple(fence)),
        read.map(old -> Set.of(Locks.tuple(old))).orElse(Set.of()),
        Optional.empty());
    return fence;
  }

  /** Removes all other tokens of a lock; refused if the given token is not in force. */
  public synchronized void retainLock(FenceToken fence) {
    requireInForce(fence);
    Set<RelationTuple> strays = new HashSet<>(tuples.matching(Locks.allTokensOf(fence.lockId())));
    strays.remove(Locks.tuple(fence));
    commit(Set.of(), strays, lockId(fence));
  }

  /** Removes every token of a lock, without a new one. */
  public synchronized void revokeLock(String lockId) {
    commit(Set.of(), Set.copyOf(tuples.matching(Locks.allTokensOf(lockId))), Optional.empty());
  }

  /**
   * Returns the tokens of a lock that are in force: none, one, or more after a race of first
   * acquisitions.
   */
  public synchronized NavigableSet<String> lockTokens(String lockId) {
    return tuples.matching(Locks.allTokensOf(lockId)).stream()
        .map(tuple -> tuple.subject().object().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns a copy of all tuples without the locks, sorted by the store's notation. */
  public synchronized NavigableSet<RelationTuple> tuples() {
    NavigableSet<RelationTuple> copy = new TreeSet<>(Comparator.comparing(RelationTuple::toString));
    tuples.matching(TupleFilter.ANY).stream()
        .filter(tuple -> !Locks.isLock(tuple))
        .forEach(copy::add);
    return copy;
  }

  /** Returns all current tuples, to be restored later. */
  public synchronized Snapshot snapshot() {
    return new Snapshot(Set.copyOf(tuples.matching(TupleFilter.ANY)));
  }

  /**
   * Replaces all tuples by those of a snapshot, as a restored backup does. This is no write, so
   * listeners are not called. Schema and limits are kept, and issued lock tokens are not issued
   * again.
   */
  public synchronized void restore(Snapshot snapshot) {
    tuples.removeAll(tuples.matching(TupleFilter.ANY));
    tuples.addAll(snapshot.tuples());
    revision++;
    recentChanges.clear();
  }

  /**
   * Removes all tuples, as the restart of a store without a disk does; otherwise like a restore.
   */
  public void clear() {
    restore(new Snapshot(Set.of()));
  }

  /**
   * Content of a store at one moment.
   *
   * @param tuples all tuples, including the locks and the marks beside them
   */
  public record Snapshot(Set<RelationTuple> tuples) {
    public Snapshot {
      tuples = Set.copyOf(tuples);
    }
  }

  private ConsistencyToken commit(
      Set<RelationTuple> added, Set<RelationTuple> removed, Optional<String> lockId) {
    revision++;
    tuples.removeAll(removed);
    tuples.addAll(added);
    StoreWrite write = new StoreWrite(revision, added, removed, lockId);
    if (!added.isEmpty() || !removed.isEmpty()) {
      recentChanges.add(write);
      listeners.forEach(listener -> listener.accept(write));
    }
    return now();
  }

  private static Optional<String> lockId(@Nullable FenceToken fence) {
    return Optional.ofNullable(fence).map(FenceToken::lockId);
  }

  private void requireUsable(TupleFilter filter) {
    schema.checkFilter(filter);
    if (filter.isEmpty()) {
      throw new StoreRefusal(
          GrpcErrorCode.INVALID_ARGUMENT,
          "INVALID_FILTER",
          Map.of("filter", ""),
          "the relationship filter provided is not valid: at least one field must be set");
    }
  }

  private static void requireId(String what, String id) {
    if (!StoreRules.isId(id)) {
      throw StoreRefusal.malformed(what + ": value does not match regex pattern of object ids");
    }
  }

  private void requireDefinitionsOfLocks() {
    schema.requireDefinition(Locks.LOCK_TYPE);
    schema.requireDefinition(Locks.VERSION_TYPE);
  }

  private void requireInForce(@Nullable FenceToken fence) {
    if (fence != null && !tuples.contains(Locks.tuple(fence))) {
      throw StoreRefusal.fenceLost(fence);
    }
  }

  private static Supplier<String> countedTokens() {
    AtomicLong count = new AtomicLong();
    return () -> String.format("00000000-0000-4000-8000-%012d", count.incrementAndGet());
  }
}
