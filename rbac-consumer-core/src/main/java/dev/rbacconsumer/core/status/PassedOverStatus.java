package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts of the records of one class of failure that this instance has skipped or sent to the
 * dead-letter topic since its start, over all partitions.
 *
 * @param kind the class of failure
 * @param skipped number of records that were skipped
 * @param deadLettered number of records that were written to the dead-letter topic
 * @param partition partition of the latest one
 * @param offset offset of the latest one
 * @param failure failure of the latest one; its message is bounded
 * @param lastAt time at which the latest one was passed over
 * @param sinceLast time since then
 * @param degradedUntil time until which the instance counts as degraded because of them; empty if
 *     it does not
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

  /** Returns the number of records, skipped and dead-lettered together. */
  public long count() {
    return skipped + deadLettered;
  }

  /**
   * Returns a copy that counts as degraded if the latest record is not older than this time; a time
   * of zero means never.
   */
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
