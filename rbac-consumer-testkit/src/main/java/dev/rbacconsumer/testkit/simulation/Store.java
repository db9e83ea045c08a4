package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.StoreMark;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.relations.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.StoreSchema;
import dev.rbacconsumer.testkit.relations.StoreWrite;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tuple store, and everybody who watches that only what may become visible does. */
final class Store {
  private static final StoreSchema WHOLE = StoreSchema.rbac();
  private static final StoreSchema WITHOUT_ROLES = WHOLE.without("rbac/role");

  private final World world;
  private final InMemoryTupleStore tuples = new InMemoryTupleStore(WHOLE);
  private final InMemoryRelations relations = new InMemoryRelations(tuples);
  private final Map<String, FenceToken> fences = new HashMap<>();
  private final Map<PartitionId, Instance> holders = new HashMap<>();
  private final Map<PartitionId, Instance> readers = new HashMap<>();
  private final Map<PartitionId, Set<Long>> givenUp = new TreeMap<>();
  private final Map<PartitionId, Long> floors = new TreeMap<>();
  private final Map<PartitionId, Return> allowedBack = new TreeMap<>();
  private final StoreLosses losses;
  private boolean whole = true;
  private int epoch;
  private final Map<PartitionId, Begun> begun = new TreeMap<>();
  private @Nullable StoreCall landing;

  Store(World world) {
    this.world = world;
    this.losses = new StoreLosses(world);
    tuples.onWrite(this::check);
  }

  InMemoryTupleStore tuples() {
    return tuples;
  }

  InMemoryRelations relations() {
    return relations;
  }

  /** What the store loses, and what has to be reported of it. */
  StoreLosses losses() {
    return losses;
  }

  /** The tokens in force, by lock. */
  Map<String, FenceToken> fences() {
    return fences;
  }

  /** The highest mark of a partition, of whatever log it is. */
  Optional<StoreMark> mark(PartitionId partition) {
    return relations.marks("group/" + partition.number()).stream()
        .max(Comparator.comparing(it -> it.seen().map(CommitPosition::value).orElse(-1L)));
  }

  /** The store is back at an earlier state, in which these tokens were in force. */
  void restored(Map<String, FenceToken> inForce) {
    epoch++;
    fences.clear();
    holders.clear();
    fences.putAll(inForce);
  }

  /**
   * How often the store had been set back when a change that begins at this offset was called for
   * first. It may be applied in several calls, and by several owners.
   */
  int epoch(PartitionId partition, long from) {
    return begun.compute(
            partition,
            (key, before) ->
                before == null || before.from != from ? new Begun(from, epoch) : before)
        .epoch;
  }

  /** The topic was made anew: nothing is known of its records. */
  void forgetRecords() {
    givenUp.clear();
    floors.clear();
  }

  /** A loss is reported, and reading goes on at this position. */
  void lossPassed(Instance instance, DeliveryEvent.DataLossPassed event) {
    losses.reported(instance, event);
    allowedBack.put(event.partition(), new Return(instance, event.position().value()));
  }

  /** Whether reading goes back behind what is committed, and no commit says so yet. */
  boolean isGoingBack(PartitionId partition) {
    Return back = allowedBack.get(partition);
    return back != null
        && !back.instance.isGone()
        && back.instance.member().assigned().contains(partition)
        && world
            .group()
            .committed(partition)
            .filter(commit -> commit.position().value() > back.position)
            .isPresent();
  }

  /** Takes a type out of the schema, or puts it back. */
  void changeSchema() {
    whole = !whole;
    tuples.setSchema(whole ? WHOLE : WITHOUT_ROLES);
  }

  void mendSchema() {
    whole = true;
    tuples.setSchema(WHOLE);
  }

  /** Somebody is about to call. Whoever has lost the fence may be far behind, and is refused. */
  void began(Instance instance, StoreCall call, TupleChange change) {
    world.trace(
        () ->
            "%s calls for %s %s: -%s +%s"
                .formatted(
                    instance,
                    call.partition(),
                    call.range(),
                    change.removals(),
                    change.additions()));
    if (isInForce(call.fence())) {
      world
          .topic()
          .history(call.partition())
          .began(call.range())
          .ifPresent(what -> world.violated("order", what));
    }
  }

  /** A part of a call takes effect, or is refused. */
  Outcome land(StoreCall call, TupleChange piece, Duration timeout) throws InterruptedException {
    landing = call;
    try {
      Outcome outcome = relations.apply(piece, call.fence(), timeout);
      world.trace(
          () ->
              "  lands -%s +%s: %s"
                  .formatted(
                      piece.removals(), piece.additions(), outcome.getClass().getSimpleName()));
      return outcome;
    } finally {
      landing = null;
    }
  }

  /** Somebody who is none of the instances takes a fence. */
  void steal(PartitionId partition) {
    fenced(null, partition, tuples.acquireLock("group/" + partition.number()));
  }

  /** Somebody holds the fence from now on. */
  void fenced(@Nullable Instance instance, PartitionId partition, FenceToken fence) {
    FenceToken before = fences.put(fence.lockId(), fence);
    holders.compute(partition, (key, old) -> instance);
    readers.remove(partition);
    if (!fence.equals(before)) {
      world.trace(
          () -> (instance == null ? "an outsider" : instance) + " takes the fence of " + partition);
      for (Instance other : world.living()) {
        if (other != instance) {
          other.met(partition, LaneEvent.FENCE_TAKEN);
        }
      }
    }
  }

  void keep(DeadLetter letter) {
    giveUp(letter.record().partition(), letter.record().offset().value());
  }

  /** A record is not to be applied, as a policy says. */
  void giveUp(PartitionId partition, long offset) {
    givenUp.computeIfAbsent(partition, key -> new TreeSet<>()).add(offset);
    world.topic().history(partition).giveUp(offset);
  }

  /** A commit is about to be durable. */
  void commit(Instance instance, PartitionId partition, Commit commit) {
    long position = commit.position().value();
    world.trace(
        () -> "%s commits %s %d (%s)".formatted(instance, partition, position, commit.metadata()));
    Optional<Commit> before = world.group().committed(partition);
    boolean isBack = before.isPresent() && before.get().position().value() > position;
    Return back = allowedBack.get(partition);
    if (back != null && back.instance == instance && position >= back.position) {
      allowedBack.remove(partition);
      losses.wentBack(partition);
    } else if (isBack) {
      world.violated(
          "commits", instance + " took " + partition + " back to " + position + " from " + before);
    }
    if (position > Math.max(world.topic().readable(partition), floor(partition))) {
      world.violated(
          "commits",
          instance + " committed " + partition + " " + position + ", which is not readable");
    }
    if (before.isEmpty() || before.get().position().value() != position) {
      world
          .topic()
          .history(partition)
          .missingBelow(position)
          .ifPresent(what -> world.violated("no loss", what));
    }
    for (long offset : world.topic().unusable(partition).headSet(position)) {
      if (offset >= floor(partition)
          && !world.topic().history(partition).isLost(offset)
          && !givenUp.getOrDefault(partition, Set.of()).contains(offset)) {
        world.violated("no loss", partition + "@" + offset + " was neither skipped nor kept");
      }
    }
    world.group().commit(partition, commit);
  }

  /** An operator sets the position. */
  void reset(PartitionId partition, Commit commit) {
    floors.put(partition, commit.position().value());
    losses.forget(partition);
    world.topic().history(partition).reset(commit.position().value());
    world.group().commit(partition, commit);
    world.trace(() -> "an operator sets " + partition + " to " + commit.position());
  }

  /** The brokers forget where the group stands. */
  void forgetPosition(PartitionId partition) {
    losses.forget(partition);
    floors.put(partition, world.topic().history(partition).forgetPosition());
    // A group without a commit never had what is deleted.
    world.topic().history(partition).lost(0, world.topic().begin(partition));
    world.group().forget(partition);
    world.trace(() -> "the commit of " + partition + " is gone");
  }

  void checkEnd() {
    for (PartitionId partition : world.topic().partitions()) {
      PartitionHistory history = world.topic().history(partition);
      long reachable = world.topic().reachable(partition);
      // Events may be repeated in part, as long as not everything can be read.
      Optional<String> missing =
          reachable == world.topic().end(partition)
              ? history.missingAtTheEnd(reachable)
              : history.missingBelow(reachable);
      missing.ifPresent(what -> world.violated("final state", what));
    }
    losses.checkEnd();
  }

  /** Records below were passed over by an operator. */
  private long floor(PartitionId partition) {
    return floors.getOrDefault(partition, 0L);
  }

  private void check(StoreWrite write) {
    StoreCall call = landing;
    if (call == null) {
      return;
    }
    if (!isInForce(call.fence())) {
      world.violated("fencing", "a write took effect with a fence that was lost: " + call);
    }
    Set<RelationTuple> changed = new HashSet<>(write.added());
    changed.addAll(write.removed());
    PartitionHistory history = world.topic().history(call.partition());
    for (RelationTuple tuple : changed) {
      history
          .changed(tuple, write.added().contains(tuple), call.range(), call.epoch() == epoch)
          .ifPresent(what -> world.violated("no resurrection", what));
    }
  }

  /** An instance begins to read a partition. */
  void reads(Instance instance, PartitionId partition) {
    readers.put(partition, instance);
  }

  /** Whether this instance took the fence of a partition last, and began to read after that. */
  boolean isHolder(Instance instance, PartitionId partition) {
    return isLatest(instance, partition) && readers.get(partition) == instance;
  }

  /** Whether this instance took the fence of a partition last. */
  boolean isLatest(Instance instance, PartitionId partition) {
    return holders.get(partition) == instance;
  }

  boolean isInForce(FenceToken fence) {
    return fence.equals(fences.get(fence.lockId()));
  }

  /** An instance goes back to a position, since it has reported a loss. */
  private record Return(Instance instance, long position) {}

  /** What is called for: the offset at which it begins, and the epoch of the first call. */
  private record Begun(long from, int epoch) {}
}
