package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consumer group as its coordinator keeps it: members, owners of partitions, and commits.
 * Rebalances are cooperative: a partition goes to its new owner only after the old one has released
 * it, or was expelled.
 */
final class Group {
  private final SimulatedDeployment deployment;
  private final List<PartitionId> partitions;
  private final List<SimulatedConsumer> members = new ArrayList<>();
  private final Map<PartitionId, SimulatedConsumer> owners = new TreeMap<>();
  private final Map<PartitionId, SimulatedConsumer> wanted = new TreeMap<>();
  private final Map<PartitionId, Commit> committed = new TreeMap<>();

  Group(SimulatedDeployment deployment, List<PartitionId> partitions) {
    this.deployment = deployment;
    this.partitions = partitions;
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
    rebalance();
  }

  /** Removes a member, whether it left in order or not: its partitions become free. */
  void remove(SimulatedConsumer member) {
    members.remove(member);
    owners.values().removeIf(member::equals);
    rebalance();
  }

  /** Chooses the intended owner of each partition. */
  void rebalance() {
    wanted.clear();
    if (members.isEmpty()) {
      return;
    }
    for (PartitionId partition : partitions) {
      wanted.put(partition, deployment.choices().of(members));
    }
    deployment.trace(() -> "the group wants " + wanted);
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
    grant();
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
    wanted.forEach(
        (partition, member) -> {
          SimulatedConsumer owner = owners.get(partition);
          if (owner == null || !owner.assigned().contains(partition)) {
            owners.put(partition, member);
          }
        });
  }
}
