/**
 * Reads partitions from Kafka: the client and its settings, the thread that owns it, and the
 * threads that lanes run on. Start at {@link dev.rbacconsumer.kafka.KafkaMessageSource} and {@link
 * dev.rbacconsumer.kafka.SourceThread}.
 */
@NullMarked
package dev.rbacconsumer.kafka;

import org.jspecify.annotations.NullMarked;
