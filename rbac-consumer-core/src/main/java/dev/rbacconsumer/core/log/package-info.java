/**
 * The log of delivery: writes delivery events as log lines, and limits how often a line repeats.
 */
@NullMarked
package dev.rbacconsumer.core.log;

import org.jspecify.annotations.NullMarked;
