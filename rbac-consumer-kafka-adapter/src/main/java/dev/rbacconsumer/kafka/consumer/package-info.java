/**
 * Kafka as the source of a {@link dev.rbacconsumer.core.consumer.RelationConsumer}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.kafka.consumer;

import org.jspecify.annotations.NullMarked;
