package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import dev.rbacconsumer.testkit.simulation.history.CallRange;
import dev.rbacconsumer.testkit.simulation.history.PartitionHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tuple store, with all checks that only permitted changes become visible. */
final class Store {
  private static final StoreSchema WHOLE = StoreSchema.rbac();
  private static final StoreSchema WITHOUT_ROLES = WHOLE.without("rbac/role");

  private final SimulatedDeployment deployment;
  private final InMemoryTupleStore tuples = new InMemoryTupleStore(WHOLE);
  private final InMemoryRelations relations = new InMemoryRelations(tuples);
  private final Map<String, FenceToken> fences = new HashMap<>();
  private final Map<PartitionId, Instance> holders = new HashMap<>();
  private final Map<PartitionId, Instance> readers = new HashMap<>();
  private final Set<PartitionId> setBack = new HashSet<>();
  private final Map<PartitionId, Set<Long>> givenUp = new TreeMap<>();
  private final KeptLetters letters = new KeptLetters();
  private final SimulatedQuarantine quarantine;
  private final Map<PartitionId, Long> floors = new TreeMap<>();

  /** Positions to which instances may take a partition back, after they have reported a loss. */
  private final Map<PartitionId, Map<Instance, Long>> allowedBack = new TreeMap<>();

  private final StoreLosses losses;
  private boolean whole = true;
  private int epoch;

  /** The first calls for changes above the commit, whose fences are in force or were replaced. */
  private final Map<PartitionId, List<StoreCall>> begun = new TreeMap<>();

  private @Nullable StoreCall landing;

  Store(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.losses = new StoreLosses(deployment);
    this.quarantine = new SimulatedQuarantine(deployment);
    tuples.onWrite(this::check);
  }

  InMemoryTupleStore tuples() {
    return tuples;
  }

  InMemoryRelations relations() {
    return relations;
  }

  /** Returns the losses of the store, and their required reports. */
  StoreLosses losses() {
    return losses;
  }

  /** Returns the tokens in force, by lock. */
  Map<String, FenceToken> fences() {
    return fences;
  }

  /** Returns the highest mark of a partition, of any log. */
  Optional<StoreMark> mark(PartitionId partition) {
    return relations.marks("group/" + partition.number()).stream()
        .max(Comparator.comparing(it -> it.seen().map(CommitPosition::value).orElse(-1L)));
  }

  /** Records that the store is back at an earlier state, in which these tokens were in force. */
  void restored(Map<String, FenceToken> inForce) {
    epoch++;
    fences.clear();
    holders.clear();
    fences.putAll(inForce);
    setBack.addAll(deployment.topic().partitions());
    // Under any other fence a new owner must not rely on what was confirmed.
    begun.values().forEach(calls -> calls.removeIf(call -> !isInForce(call.fence())));
  }

  /**
   * Returns how often the store had been set back at the first call for a change that begins at
   * this offset. The change may be applied in several calls, and by several owners.
   */
  int epoch(PartitionId partition, FenceToken fence, CallRange range) {
    List<StoreCall> calls = begun.computeIfAbsent(partition, key -> new ArrayList<>());
    int first =
        calls.stream()
            .filter(call -> call.range().from() < range.to() && range.from() < call.range().to())
            .mapToInt(StoreCall::epoch)
            .min()
            .orElse(epoch);
    if (isInForce(fence)) {
      calls.add(new StoreCall(partition, fence, range, first, false));
    }
    return first;
  }

  /** Forgets all records, since the topic was created again. */
  void forgetRecords() {
    letters.clear();
    givenUp.clear();
    floors.clear();
    begun.clear();
  }

  /** Records that a loss is reported, and that reading continues at this position. */
  void lossPassed(Instance instance, PartitionEvent.DataLossPassed event) {
    losses.reported(instance, event);
    if (isLatest(instance, event.partition())) {
      begun.remove(event.partition());
    }
    allowedBack
        .computeIfAbsent(event.partition(), key -> new HashMap<>())
        .put(instance, event.position().value());
  }

  /**
   * Returns whether reading goes back behind the committed position, and no commit shows it yet.
   */
  boolean isGoingBack(PartitionId partition) {
    return allowedBack.getOrDefault(partition, Map.of()).entrySet().stream()
        .filter(back -> !back.getKey().isGone())
        .filter(back -> back.getKey().member().assigned().contains(partition))
        .anyMatch(back -> deployment.group().position(partition) > back.getValue());
  }

  /** Removes a type from the schema, or adds it again. */
  void changeSchema() {
    whole = !whole;
    tuples.setSchema(whole ? WHOLE : WITHOUT_ROLES);
  }

  void mendSchema() {
    whole = true;
    tuples.setSchema(WHOLE);
  }

  /**
   * Checks the start of a call. An owner that has lost the fence may be far behind, and is refused.
   */
  void began(Instance instance, StoreCall call, TupleChange change) {
    deployment.trace(
        () ->
            "%s calls for %s %s: -%s +%s"
                .formatted(
                    instance,
                    call.partition(),
                    call.range(),
                    change.removals(),
                    change.additions()));
    if (isInForce(call.fence()) && !call.isLetter()) {
      deployment
          .topic()
          .history(call.partition())
          .began(call.range())
          .ifPresent(what -> deployment.violated("order", what));
    }
  }

  /** Applies a part of a call, or refuses it. */
  Outcome land(StoreCall call, TupleChange piece, Duration timeout) throws InterruptedException {
    landing = call;
    try {
      Outcome outcome = relations.apply(piece, call.fence(), timeout);
      deployment.trace(
          () ->
              "  lands -%s +%s: %s"
                  .formatted(
                      piece.removals(), piece.additions(), outcome.getClass().getSimpleName()));
      return outcome;
    } finally {
      landing = null;
    }
  }

  /** Takes a fence for a process outside the group. */
  void steal(PartitionId partition) {
    fenced(null, partition, tuples.acquireLock("group/" + partition.number()));
  }

  /** Records the new holder of a fence. */
  void fenced(@Nullable Instance instance, PartitionId partition, FenceToken fence) {
    FenceToken before = fences.put(fence.lockId(), fence);
    holders.compute(partition, (key, old) -> instance);
    readers.remove(partition);
    setBack.remove(partition);
    if (!fence.equals(before)) {
      deployment.trace(
          () -> (instance == null ? "an outsider" : instance) + " takes the fence of " + partition);
      for (Instance other : deployment.living()) {
        if (other != instance) {
          other.met(partition, LaneEvent.FENCE_TAKEN);
        }
      }
    }
  }

  void keep(DeadLetter letter) {
    letters.keep(letter.record());
    giveUp(letter.record().partition(), letter.record().offset().value());
  }

  /** Returns the quarantine. */
  SimulatedQuarantine quarantine() {
    return quarantine;
  }

  /** Returns the dead letters. */
  KeptLetters letters() {
    return letters;
  }

  /** Returns a call that applies a dead letter. */
  StoreCall letterCall(PartitionId partition, FenceToken fence, long offset) {
    return new StoreCall(partition, fence, new CallRange(offset, offset + 1, false), epoch, true);
  }

  /** Records that a policy discards a record. */
  void giveUp(PartitionId partition, long offset) {
    givenUp.computeIfAbsent(partition, key -> new TreeSet<>()).add(offset);
    deployment.topic().history(partition).giveUp(offset);
  }

  /** Checks a commit that is about to become durable. */
  void commit(Instance instance, PartitionId partition, Commit commit) {
    long position = commit.position().value();
    deployment.trace(
        () -> "%s commits %s %d (%s)".formatted(instance, partition, position, commit.metadata()));
    Optional<Commit> before = deployment.group().committed(partition);
    boolean isBack = before.isPresent() && before.get().position().value() > position;
    Map<Instance, Long> back = allowedBack.getOrDefault(partition, Map.of());
    if (position >= back.getOrDefault(instance, Long.MAX_VALUE)) {
      back.remove(instance);
      losses.wentBack(partition);
    } else if (isBack) {
      deployment.violated(
          "commits", instance + " took " + partition + " back to " + position + " from " + before);
    }
    if (position > Math.max(deployment.topic().readable(partition), floor(partition))) {
      deployment.violated(
          "commits",
          instance + " committed " + partition + " " + position + ", which is not readable");
    }
    if (before.isEmpty() || before.get().position().value() != position) {
      deployment
          .topic()
          .history(partition)
          .missingBelow(position)
          .ifPresent(what -> deployment.violated("no loss", what));
    }
    for (long offset : deployment.topic().unusable(partition).headSet(position)) {
      if (offset >= floor(partition)
          && !deployment.topic().history(partition).losses().contains(offset)
          && !givenUp.getOrDefault(partition, Set.of()).contains(offset)) {
        deployment.violated("no loss", partition + "@" + offset + " was neither skipped nor kept");
      }
    }
    deployment.group().commit(partition, commit);
    begun
        .getOrDefault(partition, new ArrayList<>())
        .removeIf(call -> call.range().to() <= position);
  }

  /** Records that an operator sets the position. */
  void reset(PartitionId partition, Commit commit) {
    floors.put(partition, commit.position().value());
    begun.remove(partition);
    losses.forget(partition);
    deployment.topic().history(partition).reset(commit.position().value());
    deployment.group().commit(partition, commit);
    deployment.trace(() -> "an operator sets " + partition + " to " + commit.position());
  }

  /** Records that the brokers forget the group's position. */
  void forgetPosition(PartitionId partition) {
    losses.forget(partition);
    begun.remove(partition);
    floors.put(partition, deployment.topic().history(partition).forgetPosition());
    // A group without a commit never had the deleted records.
    deployment.topic().history(partition).lost(0, deployment.topic().begin(partition));
    deployment.group().forget(partition);
    deployment.trace(() -> "the commit of " + partition + " is gone");
  }

  void checkEnd() {
    for (PartitionId partition : deployment.topic().partitions()) {
      PartitionHistory history = deployment.topic().history(partition);
      long reachable = deployment.topic().reachable(partition);
      // Events may be repeated in part, as long as some of them cannot be read.
      Optional<String> missing =
          reachable == deployment.topic().end(partition)
              ? history.missingAtTheEnd(reachable)
              : history.missingBelow(reachable);
      missing.ifPresent(what -> deployment.violated("final state", what));
    }
    losses.checkEnd();
  }

  /** Checks the final state once all dead letters are replayed. */
  void checkAfterReplays() {
    for (PartitionId partition : deployment.topic().partitions()) {
      deployment
          .topic()
          .history(partition)
          .missingAfterReplays(offset -> letters.isReplayed(partition, offset))
          .ifPresent(what -> deployment.violated("final state", what));
    }
  }

  /** Returns the offset below which an operator skipped the records. */
  private long floor(PartitionId partition) {
    return floors.getOrDefault(partition, 0L);
  }

  private void check(StoreWrite write) {
    StoreCall call = landing;
    if (call == null) {
      return;
    }
    if (!isInForce(call.fence())) {
      deployment.violated("fencing", "a write took effect with a fence that was lost: " + call);
    }
    Set<RelationTuple> changed = new HashSet<>(write.added());
    changed.addAll(write.removed());
    PartitionHistory history = deployment.topic().history(call.partition());
    for (RelationTuple tuple : changed) {
      boolean present = write.added().contains(tuple);
      Optional<String> violation =
          call.isLetter()
              ? history.replayed(
                  tuple,
                  present,
                  call.range().from(),
                  givenUp.getOrDefault(call.partition(), Set.of()))
              : history.changed(tuple, present, call.range(), call.epoch() == epoch);
      violation.ifPresent(what -> deployment.violated("no resurrection", what));
    }
  }

  /** Records that an instance starts to read a partition. */
  void reads(Instance instance, PartitionId partition) {
    readers.put(partition, instance);
  }

  /**
   * Returns whether this instance took the fence of a partition last, and started to read after
   * that.
   */
  boolean isHolder(Instance instance, PartitionId partition) {
    return isLatest(instance, partition) && readers.get(partition) == instance;
  }

  /** Returns whether the fence in force is one to which the store was set back. */
  boolean isFenceSetBack(PartitionId partition) {
    return setBack.contains(partition);
  }

  /** Returns whether this instance took the fence of a partition last. */
  boolean isLatest(Instance instance, PartitionId partition) {
    return holders.get(partition) == instance;
  }

  boolean isInForce(FenceToken fence) {
    return fence.equals(fences.get(fence.lockId()));
  }
}
