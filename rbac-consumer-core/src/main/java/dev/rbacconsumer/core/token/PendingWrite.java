package dev.rbacconsumer.core.token;

import dev.rbacconsumer.core.record.PartitionId;

/**
 * Entry of the queue: a write, and the ownership of the partition that it came from. Changed only
 * under the lock of the queue, and never while it is in a batch.
 */
final class PendingWrite {
  /** Time of the oldest event in this entry, on the monotonic clock. */
  private final long since;

  private TokenWrite write;
  private PartitionId partition;
  private int ownership;

  PendingWrite(TokenWrite write, PartitionId partition, int ownership, long since) {
    this.write = write;
    this.partition = partition;
    this.ownership = ownership;
    this.since = since;
  }

  /** Replaces the token by a newer one of the same organisation; the age stays. */
  void replaceBy(TokenWrite newer, PartitionId from, int itsOwnership) {
    write = newer;
    partition = from;
    ownership = itsOwnership;
  }

  /** Replaces the token by that of a newer entry of the same organisation. */
  void replaceBy(PendingWrite newer) {
    replaceBy(newer.write, newer.partition, newer.ownership);
  }

  TokenWrite write() {
    return write;
  }

  PartitionId partition() {
    return partition;
  }

  int ownership() {
    return ownership;
  }

  long since() {
    return since;
  }
}
