/**
 * Kafka adapter: the client and its settings. Start at {@code
 * dev.rbacconsumer.kafka.consumer.KafkaSource}, or at {@link
 * dev.rbacconsumer.kafka.KafkaMessageSource} for a wiring of one's own.
 */
@NullMarked
package dev.rbacconsumer.kafka;

import org.jspecify.annotations.NullMarked;
