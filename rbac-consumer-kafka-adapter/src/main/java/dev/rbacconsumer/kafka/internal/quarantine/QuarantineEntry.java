package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.quarantine.ParkedRecord;

/**
 * A parked record with the consumer group that it belongs to.
 *
 * @param group consumer group whose instance parked it
 * @param parked the record
 */
public record QuarantineEntry(String group, ParkedRecord parked) {}
