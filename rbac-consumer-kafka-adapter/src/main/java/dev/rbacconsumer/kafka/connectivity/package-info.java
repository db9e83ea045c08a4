/** The regular check whether the brokers answer. */
@NullMarked
package dev.rbacconsumer.kafka.connectivity;

import org.jspecify.annotations.NullMarked;
