/**
 * The threads, the clock and the random source of a JVM, as implementations of the ports of core.
 */
@NullMarked
package dev.rbacconsumer.core.runtime;

import org.jspecify.annotations.NullMarked;
