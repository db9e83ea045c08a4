/**
 * Kafka adapter: the client and its settings, the thread that owns the client, and the threads of
 * the lanes. Start at {@link dev.rbacconsumer.kafka.KafkaMessageSource} and {@link
 * dev.rbacconsumer.kafka.runtime.SourceThread}.
 */
@NullMarked
package dev.rbacconsumer.kafka;

import org.jspecify.annotations.NullMarked;
