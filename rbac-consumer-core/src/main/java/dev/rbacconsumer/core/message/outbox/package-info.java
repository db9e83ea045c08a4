/**
 * The decoder of Debezium outbox messages: reads the envelope, the headers and the payload, and
 * collects the exact violations of a message that is damaged. Pure: the same bytes give the same
 * result.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.message.outbox;

import org.jspecify.annotations.NullMarked;
