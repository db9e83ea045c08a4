/**
 * Growth and shrinkage of a simulated consumer group, with the times that calls take. Start at
 * {@link dev.rbacconsumer.testkit.simulation.scaling.Scaling}. Not thread-safe.
 */
@NullMarked
package dev.rbacconsumer.testkit.simulation.scaling;

import org.jspecify.annotations.NullMarked;
