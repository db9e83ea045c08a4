/**
 * Shows how the consumer would treat messages, without Kafka and without a store. Start at {@link
 * dev.rbacconsumer.launcher.decode.DecodeReport}.
 */
@NullMarked
package dev.rbacconsumer.launcher.decode;

import org.jspecify.annotations.NullMarked;
