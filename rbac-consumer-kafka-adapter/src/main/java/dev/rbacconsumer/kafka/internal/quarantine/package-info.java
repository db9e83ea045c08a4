/**
 * Keeps parked records in a compacted topic. Start at {@link
 * dev.rbacconsumer.kafka.internal.quarantine.KafkaQuarantine}, or, without an instance, at {@link
 * dev.rbacconsumer.kafka.internal.quarantine.QuarantineReader}.
 */
@NullMarked
package dev.rbacconsumer.kafka.internal.quarantine;

import org.jspecify.annotations.NullMarked;
