package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Set;

/**
 * Receives changes of the assignment, and partitions that the source cannot continue to read.
 * Called on the polling thread, within the poll.
 */
public interface AssignmentListener {
  /** Adds these partitions to the assignment; partitions assigned earlier stay assigned. */
  void assigned(Set<PartitionId> partitions);

  /**
   * Revokes these partitions. Settled offsets may still be committed before this method returns.
   */
  void revoked(Set<PartitionId> partitions);

  /**
   * Reports that these partitions are lost: they may already belong to another consumer, and
   * nothing may be committed for them.
   */
  void lost(Set<PartitionId> partitions);

  /**
   * Reports assigned partitions whose logs hold nothing at the current read position: records were
   * deleted before they were read, or it is another log. The source delivers nothing more of these
   * partitions until a seek to another position.
   */
  void positionsOutOfRange(Set<PartitionId> partitions);

  /**
   * Reports a batch of an assigned partition that cannot be read. The source delivers nothing more
   * of the partition until a seek, which may be to the same position: a replica may heal.
   */
  void unreadable(PartitionId partition, UnreadableBatch batch);
}
