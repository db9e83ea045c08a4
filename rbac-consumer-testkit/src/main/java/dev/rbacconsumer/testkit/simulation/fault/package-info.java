/**
 * The faults of a simulation: which exist, how often each is drawn, and which of them occurred.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.simulation.fault;

import org.jspecify.annotations.NullMarked;
