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
import dev.rbacconsumer.testkit.simulation.history.BegunCalls;
import dev.rbacconsumer.testkit.simulation.history.CallRange;
import dev.rbacconsumer.testkit.simulation.history.PartitionHistory;
import dev.rbacconsumer.testkit.simulation.history.StoreCall;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
  private final FenceOwners owners;
  private final Map<PartitionId, Set<Long>> givenUp = new TreeMap<>();
  private final KeptLetters letters = new KeptLetters();
  private final SimulatedQuarantine quarantine;
  private final Map<PartitionId, Long> floors = new TreeMap<>();

  /** Positions to which instances may take a partition back, after they have reported a loss. */
  private final Map<PartitionId, Map<Instance, Long>> allowedBack = new TreeMap<>();

  private final StoreLosses losses;
  private boolean whole = true;
  private int epoch;

  private final BegunCalls begun = new BegunCalls();
  private final @Nullable ForeignStore foreign;
  private @Nullable StoreCall landing;

  Store(SimulatedDeployment deployment, Optional<StoreUnderTest.Factory> factory) {
    this.deployment = deployment;
    this.owners = new FenceOwners(deployment);
    this.foreign = factory.map(it -> new ForeignStore(deployment, this, it)).orElse(null);
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

  /** Returns the fences in force, and their owners. */
  FenceOwners owners() {
    return owners;
  }

  /** Returns the highest mark of a partition, of any log. */
  Optional<StoreMark> mark(PartitionId partition) {
    String lockId = "group/" + partition.number();
    List<StoreMark> marks = foreign == null ? relations.marks(lockId) : foreign.marks(lockId);
    return marks.stream()
        .max(Comparator.comparing(it -> it.seen().map(CommitPosition::value).orElse(-1L)));
  }

  /** Records that the store is back at an earlier state, in which these tokens were in force. */
  void restored(Map<String, FenceToken> inForce) {
    epoch++;
    owners.restored(inForce, deployment.topic().partitions());
    // Under any other fence a new owner must not rely on what was confirmed.
    begun.retain(this::isInForce);
  }

  /**
   * Returns how often the store had been set back at the first call for a change that begins at
   * this offset. The change may be applied in several calls, and by several owners.
   */
  int epoch(PartitionId partition, FenceToken fence, CallRange range) {
    int first = begun.epoch(partition, range).orElse(epoch);
    if (isInForce(fence)) {
      begun.add(new StoreCall(partition, fence, range, first, false));
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
    if (owners.isLatest(instance, event.partition())) {
      begun.forget(event.partition());
    }
    allowedBack
        .computeIfAbsent(event.partition(), key -> new HashMap<>())
        .put(instance, event.position().value());
  }

  /** Records that an instance reads on from the committed position, and does not go back. */
  void continues(Instance instance, PartitionId partition) {
    allowedBack.getOrDefault(partition, new HashMap<>()).remove(instance);
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
            "%s calls the store for %s, offsets %s: %s"
                .formatted(instance, call.partition(), call.range(), StoreCall.words(change)));
    if (isInForce(call.fence()) && !call.isLetter()) {
      deployment
          .topic()
          .history(call.partition())
          .began(call.range())
          .ifPresent(what -> deployment.violated("order", what));
    }
  }

  /**
   * Applies a part of a call, or refuses it.
   *
   * @param caller instance that waits for the answer; null where the part arrives late
   */
  Outcome land(@Nullable Instance caller, StoreCall call, TupleChange piece, Duration timeout)
      throws InterruptedException {
    StoreCall before = landing;
    landing = call;
    try {
      Outcome outcome =
          foreign == null
              ? relations.apply(piece, call.fence(), timeout)
              : foreign.apply(caller, piece, call, timeout);
      deployment.trace(
          () ->
              "  the store answers %s to %s: %s"
                  .formatted(outcome.getClass().getSimpleName(), call, StoreCall.words(piece)));
      return outcome;
    } finally {
      landing = before;
    }
  }

  /** Writes a mark beside a fence. */
  Outcome mark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return foreign == null
        ? relations.mark(expected, mark, fence, timeout)
        : foreign.mark(expected, mark, fence, timeout);
  }

  /** Takes a fence for a process outside the group. */
  void steal(PartitionId partition) {
    String lockId = "group/" + partition.number();
    if (foreign == null) {
      fenced(null, partition, tuples.acquireLock(lockId));
    } else {
      foreign.steal(partition, lockId);
    }
  }

  /** Returns the store of another kind, if there is one. */
  Optional<ForeignStore> foreign() {
    return Optional.ofNullable(foreign);
  }

  /** Closes the store of another kind. */
  void close() {
    if (foreign != null) {
      foreign.close();
    }
  }

  /** Records the new holder of a fence. */
  void fenced(@Nullable Instance instance, PartitionId partition, FenceToken fence) {
    owners.fenced(instance, partition, fence);
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
    deployment.trace(() -> "%s commits %s up to %d".formatted(instance, partition, position));
    deployment.traceDetail(() -> "  with the metadata " + commit.metadata());
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
    begun.committed(partition, position);
  }

  /** Records that an operator sets the position. */
  void reset(PartitionId partition, Commit commit) {
    floors.put(partition, commit.position().value());
    begun.forget(partition);
    losses.forget(partition);
    deployment.topic().history(partition).reset(commit.position().value());
    deployment.group().commit(partition, commit);
    deployment.trace(() -> "an operator sets " + partition + " to " + commit.position());
  }

  /** Records that the brokers forget the group's position. */
  void forgetPosition(PartitionId partition) {
    losses.forget(partition);
    begun.forget(partition);
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
    if (landing != null) {
      check(landing, write.added(), write.removed());
    }
  }

  /** Checks tuples of a store of another kind that differ from those that were read before. */
  void changed(Set<RelationTuple> added, Set<RelationTuple> removed) {
    if (landing == null) {
      deployment.violated(
          "no resurrection",
          "the store changed without a write: %s appeared, %s disappeared"
              .formatted(added, removed));
    } else {
      check(landing, added, removed);
    }
  }

  private void check(StoreCall call, Set<RelationTuple> added, Set<RelationTuple> removed) {
    if (!isInForce(call.fence())) {
      deployment.violated(
          "fencing",
          "%s took effect although %s had taken the fence before: %s appeared, %s disappeared"
              .formatted(call, owners.holder(call.partition()), added, removed));
    }
    // What one transaction has changed is visible at once: then the removals come first.
    Set<RelationTuple> changed = new LinkedHashSet<>(removed);
    changed.addAll(added);
    PartitionHistory history = deployment.topic().history(call.partition());
    for (RelationTuple tuple : changed) {
      boolean present = added.contains(tuple);
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

  boolean isInForce(FenceToken fence) {
    return owners.isInForce(fence);
  }
}
