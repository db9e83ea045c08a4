package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Set;

/** Hears which partitions come and go. Called on the thread that polls, from within the poll. */
public interface AssignmentListener {
  /** These partitions are ours from now on, beside those we have. */
  void assigned(Set<PartitionId> partitions);

  /**
   * These are about to be handed over: what is settled may still be committed before this returns.
   */
  void revoked(Set<PartitionId> partitions);

  /** These are somebody else's already: nothing may be committed any more. */
  void lost(Set<PartitionId> partitions);
}
