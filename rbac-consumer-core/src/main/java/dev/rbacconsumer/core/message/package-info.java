/**
 * From the bytes of a record to what it asks for: the Debezium envelope, the payload in it, and the
 * exact reason where one of them is not what it should be. Start at {@link
 * dev.rbacconsumer.core.message.MessageDecoder}; to add messages of one's own, at {@link
 * dev.rbacconsumer.core.message.MessageType}. Pure: the same bytes give the same answer.
 */
@NullMarked
package dev.rbacconsumer.core.message;

import org.jspecify.annotations.NullMarked;
