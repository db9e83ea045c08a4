/** The Kafka client. */
@NullMarked
package dev.rbacconsumer.kafka;

import org.jspecify.annotations.NullMarked;
