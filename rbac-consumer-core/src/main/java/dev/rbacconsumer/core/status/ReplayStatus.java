package dev.rbacconsumer.core.status;

import java.util.Optional;

/**
 * Progress of a replay, which applies each tuple only at the last record of the range that names
 * it.
 *
 * @param offsetsLeft number of offsets that it must still read, in both of its passes
 * @param problem the reason why it cannot continue, if it cannot; no record is applied meanwhile
 */
public record ReplayStatus(long offsetsLeft, Optional<RetryStatus> problem) {}
