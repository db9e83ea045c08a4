/**
 * Reads the consumer group as a whole, from outside: members, commits with what the owners noted in
 * them, and the ends of the log. Start at {@link
 * dev.rbacconsumer.kafka.internal.group.GroupReader}. It joins no group and commits nothing. A
 * reader is used by one thread; views are immutable.
 */
@NullMarked
package dev.rbacconsumer.kafka.internal.group;

import org.jspecify.annotations.NullMarked;
