package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import java.util.Optional;

/**
 * A commit of one partition, from its creation until the broker has answered.
 *
 * @param position position below which every record is settled
 * @param mark limits of what may be applied once the commit is durable
 * @param settledBytes size in bytes of all records that were settled by then
 * @param beginning number of times that reading had begun by then
 * @param newRecord last settled record; empty if an earlier commit covers it, or none is settled
 */
public record Checkpoint(
    CommitPosition position,
    CommitMetadata mark,
    long settledBytes,
    int beginning,
    Optional<Offset> newRecord) {
  /** Returns a copy with the position of the store's mark and what is under way. */
  public Checkpoint with(
      Optional<CommitPosition> seen,
      Optional<ReplayRange> replay,
      Optional<RemovalProgress> removed,
      OwnerNotes notes) {
    return new Checkpoint(
        position, mark.with(seen, replay, removed, notes), settledBytes, beginning, newRecord);
  }

  /** Returns the position and the metadata to commit. */
  public Commit commit() {
    return new Commit(position, mark.text());
  }
}
