/**
 * Records as read from Kafka, with their partitions, offsets and commit positions. Values only;
 * everything here is immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.record;

import org.jspecify.annotations.NullMarked;
