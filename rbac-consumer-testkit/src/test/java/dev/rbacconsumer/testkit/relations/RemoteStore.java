package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.Locks;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A store that can only be reached over its wire: whatever the contracts write is read back from
 * it. Other tuples than those that the contracts name are left alone.
 */
final class RemoteStore implements StoreAccess, AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String OWN_LOCK = "contract/0";

  /** All that contracts name as resources. */
  private static final List<ObjectReference> RESOURCES =
      List.of(
          ObjectReference.of("rbac", "group", "eng"),
          ObjectReference.of("rbac", "role", "r1"),
          ObjectReference.of("rbac", "role_binding", "b1"),
          ObjectReference.of("rbac", "role_binding", "b2"));

  /** The locks that contracts take, and the marks beside them. */
  private static final List<ObjectReference> LOCKS =
      Stream.of("group/0", "group/0/seen", "group/1", "group/1/seen")
          .map(id -> ObjectReference.of("kessel", "lock", id))
          .toList();

  private final RelationsChannel channel;
  private final RemoteReads reads;
  private @Nullable RealSpiceDb administered;

  /**
   * A store behind one address.
   *
   * @param token bearer token; empty where the server wants none
   */
  RemoteStore(String target, RelationsDialect dialect, String token) {
    RelationsSettings.Builder settings = RelationsSettings.forTarget(target).dialect(dialect);
    if (!token.isEmpty()) {
      settings.credentials(new Credentials.Token(token));
    }
    channel = RelationsChannel.open(settings.build());
    reads = new RemoteReads(target, dialect, token);
  }

  /** A real SpiceDB whose own port gives access to schema, locks and all tuples. */
  RemoteStore(RealSpiceDb real) {
    this(real.target(), RelationsDialect.SPICEDB, real.key());
    administered = real;
  }

  /** The same, written through something in front of it that wants no token. */
  RemoteStore(RealSpiceDb real, String target, RelationsDialect dialect) {
    this(target, dialect, "");
    administered = real;
  }

  RelationsChannel channel() {
    return channel;
  }

  /** Removes what an earlier test has left. */
  void prepare() throws InterruptedException {
    if (administered != null) {
      administered.reset();
      return;
    }
    List<RelationTuple> left = new ArrayList<>(tuples());
    LOCKS.forEach(lock -> left.addAll(reads.of(lock)));
    if (!left.isEmpty()) {
      apply(TupleChange.net(left, List.of()));
    }
  }

  @Override
  public void given(List<RelationTuple> tuples) throws InterruptedException {
    apply(TupleChange.net(List.of(), tuples));
  }

  @Override
  public Set<RelationTuple> tuples() {
    Set<RelationTuple> found = new HashSet<>();
    RESOURCES.forEach(resource -> found.addAll(reads.of(resource)));
    return found;
  }

  @Override
  public FenceToken takeLock(String lockId) throws InterruptedException {
    FenceOutcome outcome = new GrpcFenceAuthority(channel).acquire(lockId, LONG);
    if (!(outcome instanceof FenceOutcome.Acquired acquired)) {
      throw new IllegalStateException("no lock: " + outcome);
    }
    if (acquired.memory().lock() == StoreMemory.Lock.FREE) {
      // Other consumers keep no marks.
      RelationTuple mark = MarkTuples.of(lockId, StoreMark.WITHOUT_MEMORY);
      requireApplied(TupleChange.net(List.of(mark), List.of()), acquired.token());
    }
    return acquired.token();
  }

  @Override
  public Set<String> lockTokens(String lockId) {
    List<String> tokens = new ArrayList<>();
    reads
        .of(ObjectReference.of("kessel", "lock", lockId))
        .forEach(tuple -> tokens.add(tuple.subject().object().id()));
    return Set.copyOf(tokens);
  }

  @Override
  public void addLockToken(FenceToken fence) {
    administered().write(List.of(Locks.tuple(fence)));
  }

  @Override
  public void setSchema(StoreSchema schema) {
    administered().setSchema(schema);
  }

  @Override
  public void setMaxUpdates(int maxUpdates) {
    int limit = administered().maxUpdates();
    if (limit != maxUpdates) {
      throw new TestAbortedException("the server allows %d updates per write".formatted(limit));
    }
  }

  @Override
  public InMemoryTupleStore.Snapshot snapshot() {
    return new InMemoryTupleStore.Snapshot(administered().tuples());
  }

  @Override
  public void restore(InMemoryTupleStore.Snapshot snapshot) {
    administered().removeAll();
    administered().write(List.copyOf(snapshot.tuples()));
  }

  @Override
  public InMemoryTupleStore control() {
    throw new TestAbortedException("only a store in this process reports its writes");
  }

  private RealSpiceDb administered() {
    if (administered == null) {
      throw new TestAbortedException("the store's own port is out of reach");
    }
    return administered;
  }

  @Override
  public void close() {
    reads.close();
    channel.close();
  }

  private void apply(TupleChange change) throws InterruptedException {
    requireApplied(change, takeLock(OWN_LOCK));
  }

  private void requireApplied(TupleChange change, FenceToken fence) throws InterruptedException {
    Outcome outcome = new GrpcRelationSink(channel).apply(change, fence, LONG);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException("not prepared: " + outcome);
    }
  }
}
