/**
 * Shows how a consumer would treat messages, without Kafka and without a store. Start at {@link
 * dev.rbacconsumer.core.decode.DecodeReport}.
 */
@NullMarked
package dev.rbacconsumer.core.decode;

import org.jspecify.annotations.NullMarked;
