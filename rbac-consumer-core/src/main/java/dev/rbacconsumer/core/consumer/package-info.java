/**
 * The front door of the library: {@link dev.rbacconsumer.core.consumer.RelationConsumer} runs a
 * whole consumer inside another program, with the Kafka and Relations adapters or with a source and
 * a store of one's own.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.consumer;

import org.jspecify.annotations.NullMarked;
