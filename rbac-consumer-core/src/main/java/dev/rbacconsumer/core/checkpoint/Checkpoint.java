package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;

/**
 * One commit of one partition, on its way to the broker and back.
 *
 * @param position every record below it is settled
 * @param mark what may be applied once this is durable
 * @param settledBytes size of all records that were settled by then
 * @param beginning number of times that reading had begun by then
 */
public record Checkpoint(
    CommitPosition position, ApplyAheadMark mark, long settledBytes, int beginning) {
  /** The same with the mark of the store that it relies on, and what is under way. */
  public Checkpoint with(
      Optional<CommitPosition> seen,
      Optional<ReplayRange> replay,
      Optional<RemovalProgress> removed) {
    return new Checkpoint(position, mark.with(seen, replay, removed), settledBytes, beginning);
  }

  public Commit commit() {
    return new Commit(position, mark.text());
  }
}
