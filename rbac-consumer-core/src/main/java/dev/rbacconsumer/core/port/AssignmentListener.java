package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Set;

/**
 * Hears which partitions come and go, and which cannot be read on. Called on the thread that polls,
 * from within the poll.
 */
public interface AssignmentListener {
  /** These partitions are ours from now on, beside those we have. */
  void assigned(Set<PartitionId> partitions);

  /**
   * These are about to be handed over: what is settled may still be committed before this returns.
   */
  void revoked(Set<PartitionId> partitions);

  /** These are somebody else's already: nothing may be committed any more. */
  void lost(Set<PartitionId> partitions);

  /**
   * The logs of these, which are ours, have nothing at the position where reading stands: records
   * were deleted before they were read, or it is another log. Nothing more is delivered of them
   * until reading is set to another position.
   */
  void positionsOutOfRange(Set<PartitionId> partitions);

  /**
   * A batch of this partition, which is ours, cannot be read. Nothing more is delivered of it until
   * reading is set to a position, which may be the same one: a replica may heal.
   */
  void unreadable(PartitionId partition, UnreadableBatch batch);
}
