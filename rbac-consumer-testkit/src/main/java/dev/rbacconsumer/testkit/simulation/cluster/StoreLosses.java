package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.simulation.history.CommitText;
import dev.rbacconsumer.testkit.simulation.history.PartitionHistory;
import dev.rbacconsumer.testkit.simulation.history.SeenState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tracks the losses of the store, and which of them the instances must report before they continue.
 * It compares log, commits and store independently of the product's code.
 */
final class StoreLosses {
  private static final int MOST_BACKUPS = 3;

  private final SimulatedDeployment deployment;
  private final List<Backup> backups = new ArrayList<>();

  /** Partitions with a loss that a commit of the group proved, until an event reports it. */
  private final Set<PartitionId> unreported = new TreeSet<>();

  /** Positions of the marks to which the latest loss set the store back. */
  private final Map<PartitionId, Long> setBackTo = new TreeMap<>();

  /** Positions of the latest marks that each instance has written. */
  private final Map<Writer, Long> written = new HashMap<>();

  StoreLosses(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  /** Makes a backup of the store's current state. */
  void backUp() {
    Map<PartitionId, SeenState> seen = new TreeMap<>();
    for (PartitionId partition : deployment.topic().partitions()) {
      seen.put(partition, deployment.topic().history(partition).snapshot());
    }
    Backup backup =
        new Backup(
            deployment.store().tuples().snapshot(),
            seen,
            new HashMap<>(deployment.store().owners().fences()),
            marks());
    backups.add(backup);
    if (backups.size() > MOST_BACKUPS) {
      backups.remove(0);
    }
  }

  /** Restarts the store without its disk. */
  void wipe() {
    Map<PartitionId, SeenState> nothing = new TreeMap<>();
    for (PartitionId partition : deployment.topic().partitions()) {
      nothing.put(partition, SeenState.nothing(deployment.topic().history(partition)));
    }
    deployment.store().tuples().clear();
    deployment.trace(() -> "the store loses everything");
    lost(nothing, Map.of(), Map.of());
  }

  /** Restores the store from a backup, and returns whether there is one. */
  boolean restore() {
    if (backups.isEmpty()) {
      return false;
    }
    Backup backup = deployment.choices().of(backups);
    deployment.store().tuples().restore(backup.tuples());
    deployment.trace(() -> "the store is restored to its marks " + backup.marks());
    lost(backup.seen(), backup.fences(), backup.marks());
    return true;
  }

  private void lost(
      Map<PartitionId, SeenState> seen,
      Map<String, FenceToken> fences,
      Map<PartitionId, StoreMark> marks) {
    deployment.store().restored(fences);
    for (PartitionId partition : deployment.topic().partitions()) {
      long has = seenOf(Optional.ofNullable(marks.get(partition))).orElse(0);
      setBackTo.put(partition, has);
      SeenState then = seen.get(partition);
      if (then != null) {
        long committed = deployment.group().position(partition);
        deployment.topic().history(partition).restored(then, has, committed);
      }
      if (isBehind(partition, has)) {
        unreported.add(partition);
      } else {
        unreported.remove(partition);
      }
    }
  }

  /** Returns whether the group's commit relies on a later mark than the store has. */
  private boolean isBehind(PartitionId partition, long has) {
    return deployment
        .group()
        .committed(partition)
        .filter(commit -> isOfThisLog(CommitText.log(commit)))
        .filter(commit -> CommitText.seen(commit).orElse(0) > has)
        .filter(commit -> commit.position().value() > has)
        .isPresent();
  }

  /**
   * Returns whether the store has no mark with a position, although the commit relies on one and is
   * ahead: the owner of the partition detects that at its next mark, or when it takes over.
   */
  boolean isUnmarked(PartitionId partition) {
    return deployment.store().mark(partition).flatMap(StoreMark::seen).isEmpty()
        && deployment
            .group()
            .committed(partition)
            .filter(commit -> isOfThisLog(CommitText.log(commit)))
            .filter(
                commit ->
                    CommitText.seen(commit).isPresent()
                        && commit.position().value() > CommitText.seen(commit).getAsLong())
            .isPresent();
  }

  /** Forgets all proofs of a loss. */
  void forget(PartitionId partition) {
    unreported.remove(partition);
    deployment.topic().history(partition).losses().forgetHole();
  }

  /**
   * Records that the group returns to where the store has everything: a further loss before it gets
   * there has no effect.
   */
  void wentBack(PartitionId partition) {
    unreported.remove(partition);
  }

  /**
   * Records that the loss of a partition is reported, and that reading stops until an operator
   * decides.
   */
  void blocks(Instance instance, PartitionEvent.DataLossBlocks event) {
    if (event.loss().kind().isOfStore() && isUpToDate(instance, event.partition())) {
      unreported.remove(event.partition());
    }
  }

  /** Records that the loss of a partition is reported, and that the policy decides. */
  void reported(Instance instance, PartitionEvent.DataLossPassed event) {
    DataLoss loss = event.loss();
    PartitionHistory history = deployment.topic().history(event.partition());
    long position = event.position().value();
    switch (loss.kind()) {
      case STORE_LOST, STORE_RESTORED -> {
        long from = loss.seen().map(CommitPosition::value).orElse(0L);
        if (isUpToDate(instance, event.partition())) {
          unreported.remove(event.partition());
          history.holeReported(from, position);
        } else {
          history.lost(from, position);
        }
      }
      case COMMITS_LOST -> history.lost(0, loss.begin().value());
      case RECREATED -> history.lost(0, position);
      default -> {
        long from = loss.committed().map(CommitPosition::value).orElse(0L);
        history.lost(history.completeBelow(from), position);
      }
    }
  }

  /**
   * Returns whether a report is about the latest loss, and of an instance whose next commit counts:
   * another owner has to report the loss itself.
   */
  private boolean isUpToDate(Instance instance, PartitionId partition) {
    return deployment.store().owners().hasSeenLatestLoss(instance, partition)
        && deployment.group().isOwner(partition, instance.member());
  }

  /**
   * Returns the loss that a commit and these marks prove, which must be reported; empty if they
   * agree.
   */
  Optional<String> disagreement(CommittedState start, List<StoreMark> marks) {
    Optional<Commit> commit = start.committed();
    OptionalLong seen =
        marks.stream()
            .filter(mark -> isOfThisLog(mark.log()))
            .flatMap(mark -> mark.seen().stream())
            .mapToLong(CommitPosition::value)
            .max();
    if (commit.isEmpty()) {
      boolean isAnother =
          !marks.isEmpty() && marks.stream().noneMatch(mark -> isOfThisLog(mark.log()));
      boolean isKnown =
          seen.orElse(0) > start.log().begin().value()
              && start.log().begin().compareTo(start.log().readable()) < 0;
      return isAnother || isKnown
          ? Optional.of("the group has no commit, and the store has the marks " + marks)
          : Optional.empty();
    }
    if (!CommitText.isOurs(commit.get())) {
      return Optional.empty();
    }
    if (!isOfThisLog(CommitText.log(commit.get()))) {
      return Optional.of("the commit is of another log: " + commit.get());
    }
    OptionalLong relied = CommitText.seen(commit.get());
    long complete =
        marks.stream()
            .filter(mark -> isOfThisLog(mark.log()))
            .max(Comparator.comparing(mark -> mark.seen().map(CommitPosition::value).orElse(-1L)))
            .flatMap(StoreMark::complete)
            .map(CommitPosition::value)
            .orElse(0L);
    return relied.isPresent()
            && (seen.isEmpty() || seen.getAsLong() < relied.getAsLong())
            && complete < commit.get().position().value()
        ? Optional.of("the commit %s relies on more than %s".formatted(commit.get(), marks))
        : Optional.empty();
  }

  /**
   * Returns the error of a commit that an instance sends now, if it becomes durable: the mark on
   * which it relies must be in the store. An instance that lost the fence may not know yet what the
   * store has lost since.
   */
  Optional<String> unfounded(Instance instance, PartitionId partition, Commit commit) {
    OptionalLong relied = CommitText.seen(commit);
    if (relied.isEmpty()
        || !deployment.store().owners().isHolder(instance, partition)
        || deployment.topic().history(partition).losses().hasHole()) {
      return Optional.empty();
    }
    Optional<StoreMark> mark = deployment.store().mark(partition);
    return seenOf(mark).orElse(-1) < relied.getAsLong()
        ? Optional.of(
            "%s commits %s, which relies on a mark that the store does not have: %s"
                .formatted(instance, commit, mark))
        : Optional.empty();
  }

  /** Records that a mark is about to be written. */
  void marking(Instance instance, PartitionId partition, StoreMark mark) {
    OptionalLong seen = seenOf(Optional.of(mark));
    PartitionHistory history = deployment.topic().history(partition);
    if (seen.isEmpty() || !isOfThisLog(mark.log()) || history.losses().hasHole()) {
      return;
    }
    history
        .missingBelow(seen.getAsLong())
        .ifPresent(
            what -> deployment.violated("store marks", instance + " writes " + mark + ": " + what));
    OptionalLong before = seenOf(deployment.store().mark(partition));
    if (before.isPresent()
        && before.getAsLong() > seen.getAsLong()
        && !instance.readsStepByStep()) {
      deployment.violated(
          "store marks",
          "%s takes the mark of %s back to %s from %s"
              .formatted(instance, partition, mark, deployment.store().mark(partition)));
    }
  }

  /**
   * Records that a mark is written. The proof of a loss ends if the store was set back to a fence
   * of the writer, which had written no later mark than the one it finds: it cannot detect that
   * another owner had followed, and its own mark hides that from the next one.
   */
  void marked(Instance instance, PartitionId partition, StoreMark mark) {
    OptionalLong seen = seenOf(Optional.of(mark));
    if (seen.isEmpty()) {
      return;
    }
    Long own = written.put(new Writer(instance, partition), seen.getAsLong());
    boolean isUnaware = own == null || own <= setBackTo.getOrDefault(partition, -1L);
    if (isUnaware
        && deployment.store().owners().isSetBack(partition)
        && !isBehind(partition, seen.getAsLong())) {
      forget(partition);
    }
  }

  /** Returns whether there is a provable loss that no owner has handled. */
  boolean hasProvable() {
    return !unreported.isEmpty()
        || deployment.topic().partitions().stream()
            .anyMatch(it -> isBehind(it, seenOf(deployment.store().mark(it)).orElse(0)));
  }

  @Override
  public String toString() {
    return "losses that nothing reported: " + unreported + ", marks: " + marks();
  }

  /** Checks at the end that no provable loss is unreported. */
  void checkEnd() {
    for (PartitionId partition : unreported) {
      deployment.violated(
          "store marks", "nothing reported that the store has lost a part of " + partition);
    }
  }

  /** Returns whether a commit belongs to a topic that was deleted since. */
  boolean isOfAnotherLog(Commit commit) {
    return CommitText.isOurs(commit) && !isOfThisLog(CommitText.log(commit));
  }

  private boolean isOfThisLog(Optional<String> log) {
    return log.isEmpty() || log.get().equals(deployment.topic().identity());
  }

  private OptionalLong seenOf(Optional<StoreMark> mark) {
    return mark.filter(it -> isOfThisLog(it.log()))
        .flatMap(StoreMark::seen)
        .map(position -> OptionalLong.of(position.value()))
        .orElse(OptionalLong.empty());
  }

  private Map<PartitionId, StoreMark> marks() {
    Map<PartitionId, StoreMark> marks = new TreeMap<>();
    for (PartitionId partition : deployment.topic().partitions()) {
      deployment.store().mark(partition).ifPresent(mark -> marks.put(partition, mark));
    }
    return marks;
  }

  /** State of the store at one moment, with its provable facts. */
  private record Backup(
      InMemoryTupleStore.Snapshot tuples,
      Map<PartitionId, SeenState> seen,
      Map<String, FenceToken> fences,
      Map<PartitionId, StoreMark> marks) {}

  /** An instance that writes marks of a partition. */
  private record Writer(Instance instance, PartitionId partition) {}
}
