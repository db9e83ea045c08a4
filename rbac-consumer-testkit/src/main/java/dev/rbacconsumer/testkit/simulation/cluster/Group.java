package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.scaling.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consumer group as its coordinator keeps it: members, owners of partitions, and commits.
 * Rebalances are cooperative: a partition goes to its new owner only after the old one has released
 * it, or was expelled. A rebalance chooses owners at random and at once; where calls take time, it
 * is a {@link TimedRebalance}.
 */
final class Group {
  private final SimulatedDeployment deployment;
  private final List<PartitionId> partitions;
  private final List<SimulatedConsumer> members = new ArrayList<>();
  private final Map<PartitionId, SimulatedConsumer> owners = new TreeMap<>();
  private final Map<PartitionId, SimulatedConsumer> wanted = new TreeMap<>();
  private final Map<PartitionId, Commit> committed = new TreeMap<>();
  private final Optional<TimedRebalance> timed;
  private long version;

  Group(SimulatedDeployment deployment, List<PartitionId> partitions, Optional<Scaling> scaling) {
    this.deployment = deployment;
    this.partitions = partitions;
    this.timed = scaling.map(it -> new TimedRebalance(deployment, it));
  }

  /**
   * Returns whether all records of a partition that can be read are applied and committed. A group
   * that never had a record of it has nothing to commit.
   */
  boolean isFinished(PartitionId partition) {
    long end = deployment.topic().reachable(partition);
    return committed(partition)
        .map(
            it ->
                it.position().value() >= end
                    && !deployment.store().losses().isOfAnotherLog(it)
                    && !deployment.store().isGoingBack(partition)
                    && !deployment.store().losses().isUnmarked(partition))
        .orElseGet(
            () ->
                deployment.topic().count(partition, deployment.topic().begin(partition), end) == 0);
  }

  /** Returns how far the group is in the partitions that are not finished, in words. */
  String unfinished() {
    StringBuilder words = new StringBuilder();
    for (PartitionId partition : partitions) {
      if (!isFinished(partition)) {
        words.append(
            "%s is committed below %d of %d; "
                .formatted(
                    partition, position(partition), deployment.topic().reachable(partition)));
      }
    }
    return words.toString();
  }

  /** Returns a number that changes with each change of the owners. */
  long version() {
    return version;
  }

  boolean has(SimulatedConsumer member) {
    return members.contains(member);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  List<SimulatedConsumer> members() {
    return List.copyOf(members);
  }

  void join(SimulatedConsumer member) {
    members.add(member);
    timed.ifPresent(it -> it.joined(member));
    rebalance();
  }

  /** Removes a member, whether it left in order or not: its partitions become free. */
  void remove(SimulatedConsumer member) {
    members.remove(member);
    owners.values().removeIf(member::equals);
    version++;
    rebalance();
  }

  /** Chooses the intended owner of each partition. */
  void rebalance() {
    if (timed.isPresent()) {
      timed.get().begin(members);
      return;
    }
    wanted.clear();
    if (members.isEmpty()) {
      return;
    }
    for (PartitionId partition : partitions) {
      wanted.put(partition, deployment.choices().of(members));
    }
    deployment.trace(() -> "the group assigns " + wanted);
    grant();
  }

  /** Returns whether the member must release the partition. */
  boolean isWithdrawn(PartitionId partition, SimulatedConsumer member) {
    return owners.get(partition) == member && wanted.get(partition) != member;
  }

  boolean isOwner(PartitionId partition, SimulatedConsumer member) {
    return owners.get(partition) == member;
  }

  void release(PartitionId partition) {
    owners.remove(partition);
    if (timed.isPresent()) {
      version++;
      timed.get().begin(members);
    } else {
      grant();
    }
  }

  /** Returns the nanoseconds until the rebalance in progress may end; the largest value if none. */
  long untilRebalanceEnds() {
    return timed.map(TimedRebalance::untilEnd).orElse(Long.MAX_VALUE);
  }

  /** Returns whether every member has rejoined, and released what it has to. */
  boolean isRebalanceDue() {
    return timed.filter(it -> it.isDue(members)).isPresent()
        && owners.entrySet().stream()
            .noneMatch(
                it ->
                    it.getValue().assigned().contains(it.getKey())
                        && isWithdrawn(it.getKey(), it.getValue()));
  }

  /** Ends a rebalance that is due: the members get their partitions. */
  void endRebalance() {
    owners.entrySet().removeIf(it -> !it.getValue().assigned().contains(it.getKey()));
    wanted.clear();
    wanted.putAll(timed.orElseThrow().end(members, partitions));
    deployment.trace(() -> "the group assigns " + wanted);
    grant();
  }

  /** Returns whether no rebalance is in progress, and every partition is read by its owner. */
  boolean isSettled() {
    return !timed.orElseThrow().isInProgress()
        && owners.keySet().containsAll(partitions)
        && owners.entrySet().stream().allMatch(it -> it.getValue().assigned().contains(it.getKey()))
        && owners.equals(wanted);
  }

  /** Returns the number of partitions that each member holds. */
  Map<String, Integer> shares() {
    Map<String, Integer> shares = new TreeMap<>();
    members.forEach(member -> shares.put(member.toString(), member.assigned().size()));
    return shares;
  }

  /**
   * Returns whether the coordinator accepts a commit: from a member, in its generation; and without
   * a generation from any client while the group is empty, as for tools that set positions.
   */
  boolean acceptsCommit(SimulatedConsumer member, int generation) {
    return generation == SimulatedConsumer.NO_GENERATION
        ? members.isEmpty()
        : has(member) && generation == member.generation();
  }

  Optional<Commit> committed(PartitionId partition) {
    return Optional.ofNullable(committed.get(partition));
  }

  /** Returns the committed position of a partition; 0 if there is none. */
  long position(PartitionId partition) {
    return committed(partition).map(it -> it.position().value()).orElse(0L);
  }

  void commit(PartitionId partition, Commit commit) {
    committed.put(partition, commit);
  }

  /** Forgets a commit, as brokers do. */
  void forget(PartitionId partition) {
    committed.remove(partition);
  }

  @Nullable SimulatedConsumer owner(PartitionId partition) {
    return owners.get(partition);
  }

  /** Assigns partitions that have no owner, or whose owner has not been notified yet. */
  private void grant() {
    version++;
    wanted.forEach(
        (partition, member) -> {
          SimulatedConsumer owner = owners.get(partition);
          if (owner == null || !owner.assigned().contains(partition)) {
            owners.put(partition, member);
            deployment.scaleOut().ifPresent(it -> it.granted(partition));
          }
        });
  }
}
