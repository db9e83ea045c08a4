/**
 * Provides outbox messages: messages recorded from a real Debezium connector ({@link
 * dev.rbacconsumer.testkit.messages.RecordedMessages}), a builder for new ones of the same shape
 * ({@link dev.rbacconsumer.testkit.messages.OutboxMessages}), and ones that no consumer can apply
 * ({@link dev.rbacconsumer.testkit.messages.BadMessage}).
 *
 * <p>Builders belong to one thread; all other types are immutable, as long as the byte arrays are
 * not changed.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.messages;

import org.jspecify.annotations.NullMarked;
