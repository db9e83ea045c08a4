/**
 * What stands on the topic: messages recorded from a real Debezium connector ({@link
 * dev.rbacconsumer.testkit.messages.RecordedMessages}), a builder for new ones of the same shape
 * ({@link dev.rbacconsumer.testkit.messages.OutboxMessages}), and ones that no consumer can apply
 * ({@link dev.rbacconsumer.testkit.messages.BadMessage}).
 *
 * <p>Builders belong to one thread; everything else is immutable, as long as nobody changes the
 * byte arrays.
 */
@NullMarked
package dev.rbacconsumer.testkit.messages;

import org.jspecify.annotations.NullMarked;
