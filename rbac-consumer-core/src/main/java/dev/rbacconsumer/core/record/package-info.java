/**
 * A record as it was read from Kafka, and the words for where it stands: partition, offset, commit
 * position. Values only; everything here is immutable and safe to share between threads.
 */
@NullMarked
package dev.rbacconsumer.core.record;

import org.jspecify.annotations.NullMarked;
