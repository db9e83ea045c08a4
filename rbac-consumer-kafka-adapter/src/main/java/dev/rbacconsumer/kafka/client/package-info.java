/**
 * The configuration of the Kafka clients, the producer of dead letters, and the errors that a wrong
 * configuration leads to.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.kafka.client;

import org.jspecify.annotations.NullMarked;
