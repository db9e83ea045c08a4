/**
 * Decodes records into events: reads the Debezium envelope and the payload in it, and reports the
 * exact faults of an invalid message. Start at {@link
 * dev.rbacconsumer.core.message.MessageDecoder}; to add message types, at {@link
 * dev.rbacconsumer.core.message.MessageType}. Pure: the same bytes give the same answer.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.message;

import org.jspecify.annotations.NullMarked;
