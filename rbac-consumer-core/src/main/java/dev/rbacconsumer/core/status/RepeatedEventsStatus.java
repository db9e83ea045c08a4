package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.record.Offset;
import java.time.Instant;

/**
 * Count of the records of a partition that were passed over because they repeat events that were
 * applied.
 *
 * @param count number of these records since the partition was assigned, at least 1
 * @param lastOffset offset of the latest one
 * @param lastAt time at which it was passed over
 */
public record RepeatedEventsStatus(long count, Offset lastOffset, Instant lastAt) {}
