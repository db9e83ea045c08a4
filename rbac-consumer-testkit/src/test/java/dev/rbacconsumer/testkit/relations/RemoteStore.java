package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.RelationsDialect;
import dev.rbacconsumer.relations.RelationsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  RemoteStore(String target, RelationsDialect dialect) {
    channel = RelationsChannel.open(RelationsSettings.forTarget(target).dialect(dialect).build());
    reads = new RemoteReads(target, dialect);
  }

  RelationsChannel channel() {
    return channel;
  }

  /** Takes away what an earlier test has left. */
  void clear() throws InterruptedException {
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
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      return acquired.token();
    }
    throw new IllegalStateException("no lock: " + outcome);
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
  public InMemoryTupleStore control() {
    throw new TestAbortedException("the store is out of reach, so it cannot be told to behave so");
  }

  @Override
  public void close() {
    reads.close();
    channel.close();
  }

  private void apply(TupleChange change) throws InterruptedException {
    Outcome outcome = new GrpcRelationSink(channel).apply(change, takeLock(OWN_LOCK), LONG);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException("not prepared: " + outcome);
    }
  }
}
