/**
 * Keeps parked records in a compacted topic. Start at {@link
 * dev.rbacconsumer.kafka.quarantine.KafkaQuarantine}, or, without an instance, at {@link
 * dev.rbacconsumer.kafka.quarantine.QuarantineReader}.
 */
@NullMarked
package dev.rbacconsumer.kafka.quarantine;

import org.jspecify.annotations.NullMarked;
