/**
 * Reads dead letters back from their topic, and what a replay of one needs of the log of its
 * origin. Start at {@link dev.rbacconsumer.kafka.internal.letters.DeadLetterReader}. No class joins
 * a group.
 */
@NullMarked
package dev.rbacconsumer.kafka.internal.letters;

import org.jspecify.annotations.NullMarked;
