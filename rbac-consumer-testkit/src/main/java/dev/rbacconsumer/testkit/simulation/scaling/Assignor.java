package dev.rbacconsumer.testkit.simulation.scaling;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assigns the partitions of a topic to the members of a group, as the leader of a group does. */
@FunctionalInterface
public interface Assignor {
  /**
   * Returns the member that gets each partition. A partition that moves may be left out until its
   * owner has released it.
   *
   * @param partitions all partitions of the topic
   * @param owned partitions that each member holds now, by the member's name
   */
  Map<PartitionId, String> assign(
      List<PartitionId> partitions, Map<String, Set<PartitionId>> owned);
}
