package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The records of one class of failure that this instance has passed over under a policy since it
 * began, whichever partitions they were in.
 *
 * @param kind the class
 * @param skipped number of records that were skipped
 * @param deadLettered number of records that were set aside and kept
 * @param partition partition of the latest one
 * @param offset offset of the latest one
 * @param failure failure of the latest one; its message is bounded
 * @param lastAt when the latest one was passed over
 * @param sinceLast time since then
 * @param degradedUntil until when the instance counts as degraded because of them; empty where it
 *     does not
 */
public record PassedOverStatus(
    FailureClass kind,
    long skipped,
    long deadLettered,
    PartitionId partition,
    Offset offset,
    Failure failure,
    Instant lastAt,
    Duration sinceLast,
    Optional<Instant> degradedUntil) {

  /** Number of records, skipped and set aside. */
  public long count() {
    return skipped + deadLettered;
  }

  /** The same, degraded where the latest one is not older than this time; zero is never. */
  PassedOverStatus degradedFor(Duration time) {
    return new PassedOverStatus(
        kind,
        skipped,
        deadLettered,
        partition,
        offset,
        failure,
        lastAt,
        sinceLast,
        sinceLast.compareTo(time) < 0 ? Optional.of(lastAt.plus(time)) : Optional.empty());
  }
}
