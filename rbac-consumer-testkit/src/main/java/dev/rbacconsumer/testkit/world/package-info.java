/**
 * Runs a whole instance in one thread and in virtual time: the production dispatcher and lanes over
 * an in-memory source. Start at {@link dev.rbacconsumer.testkit.world.DeliveryWorld}.
 * Deterministic: the same script gives the same timeline, to the nanosecond.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.world;

import org.jspecify.annotations.NullMarked;
