package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as its coordinator keeps it: members, who owns which partition, and what is
 * committed. Rebalances are cooperative: a partition goes to its new owner only once the old one
 * has let it go, or was expelled.
 */
final class Group {
  private final World world;
  private final List<PartitionId> partitions;
  private final List<SimulatedConsumer> members = new ArrayList<>();
  private final Map<PartitionId, SimulatedConsumer> owners = new TreeMap<>();
  private final Map<PartitionId, SimulatedConsumer> wanted = new TreeMap<>();
  private final Map<PartitionId, Commit> committed = new TreeMap<>();

  Group(World world, List<PartitionId> partitions) {
    this.world = world;
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

  /** The member is gone, in order or not: its partitions are free. */
  void remove(SimulatedConsumer member) {
    members.remove(member);
    owners.values().removeIf(member::equals);
    rebalance();
  }

  /** Chooses who should own what. */
  void rebalance() {
    wanted.clear();
    if (members.isEmpty()) {
      return;
    }
    for (PartitionId partition : partitions) {
      wanted.put(partition, world.choices().of(members));
    }
    world.trace(() -> "the group wants " + wanted);
    grant();
  }

  /** Whether the member has to let the partition go. */
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
   * Whether the coordinator takes a commit: of a member, in its generation; and without a
   * generation from anybody while the group is empty, as for tools that set positions.
   */
  boolean acceptsCommit(SimulatedConsumer member, int generation) {
    return generation == SimulatedConsumer.NO_GENERATION
        ? members.isEmpty()
        : has(member) && generation == member.generation();
  }

  Optional<Commit> committed(PartitionId partition) {
    return Optional.ofNullable(committed.get(partition));
  }

  void commit(PartitionId partition, Commit commit) {
    committed.put(partition, commit);
  }

  /** The brokers forget what was committed. */
  void forget(PartitionId partition) {
    committed.remove(partition);
  }

  @Nullable SimulatedConsumer owner(PartitionId partition) {
    return owners.get(partition);
  }

  /** What nobody has, or nobody has heard of yet, can be given away. */
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
