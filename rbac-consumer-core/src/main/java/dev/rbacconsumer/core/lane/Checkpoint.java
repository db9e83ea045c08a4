package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;

/**
 * One commit of one partition, on its way to the broker and back.
 *
 * @param position every record below it is settled
 * @param mark what may be applied once this is durable
 * @param settledBytes size of all records that were settled by then
 */
record Checkpoint(CommitPosition position, ApplyAheadMark mark, long settledBytes) {
  Commit commit() {
    return new Commit(position, mark.text());
  }
}
