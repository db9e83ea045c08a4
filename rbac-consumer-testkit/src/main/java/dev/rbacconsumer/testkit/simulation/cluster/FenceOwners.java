package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fences in force, with the instances that have taken them. */
final class FenceOwners {
  private final SimulatedDeployment deployment;
  private final Map<String, FenceToken> fences = new HashMap<>();
  private final Map<PartitionId, Instance> holders = new HashMap<>();
  private final Map<PartitionId, Instance> readers = new HashMap<>();
  private final Set<PartitionId> setBack = new HashSet<>();

  /** Instances that have taken the fence of a partition since the store was set back last. */
  private final Map<PartitionId, Set<Instance>> witnesses = new HashMap<>();

  FenceOwners(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  /** Returns the tokens in force, by lock. */
  Map<String, FenceToken> fences() {
    return fences;
  }

  /** Records that the store is back at an earlier state, in which these tokens were in force. */
  void restored(Map<String, FenceToken> inForce, Collection<PartitionId> partitions) {
    fences.clear();
    holders.clear();
    witnesses.clear();
    fences.putAll(inForce);
    setBack.addAll(partitions);
  }

  /** Records the new holder of a fence; null for a process outside the group. */
  void fenced(@Nullable Instance instance, PartitionId partition, FenceToken fence) {
    FenceToken before = fences.put(fence.lockId(), fence);
    holders.compute(partition, (key, old) -> instance);
    readers.remove(partition);
    setBack.remove(partition);
    if (instance != null) {
      witnesses.computeIfAbsent(partition, key -> new HashSet<>()).add(instance);
    }
    if (!fence.equals(before)) {
      deployment.trace(() -> holder(partition) + " takes the fence of " + partition);
      for (Instance other : deployment.living()) {
        if (other != instance) {
          other.met(partition, LaneEvent.FENCE_TAKEN);
        }
      }
    }
  }

  /** Returns the process that took the fence of a partition last, in words. */
  String holder(PartitionId partition) {
    Instance instance = holders.get(partition);
    return instance == null ? "an outsider" : instance.toString();
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
  boolean isSetBack(PartitionId partition) {
    return setBack.contains(partition);
  }

  /** Returns whether this instance took the fence of a partition last. */
  boolean isLatest(Instance instance, PartitionId partition) {
    return holders.get(partition) == instance;
  }

  /**
   * Returns whether this instance has taken the fence of a partition since the store was set back
   * last: it has read what the store has now, even if another process has taken the fence since.
   */
  boolean hasSeenLatestLoss(Instance instance, PartitionId partition) {
    return witnesses.getOrDefault(partition, Set.of()).contains(instance);
  }

  boolean isInForce(FenceToken fence) {
    return fence.equals(fences.get(fence.lockId()));
  }
}
