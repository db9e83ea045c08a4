/** Kafka as the source of a {@link dev.rbacconsumer.core.consumer.RelationConsumer}. */
@NullMarked
package dev.rbacconsumer.kafka.consumer;

import org.jspecify.annotations.NullMarked;
