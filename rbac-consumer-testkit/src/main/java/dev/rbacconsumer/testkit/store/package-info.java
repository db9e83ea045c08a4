/**
 * Describes a store of your own to the contracts in {@link dev.rbacconsumer.testkit.contract} and
 * to the {@link dev.rbacconsumer.testkit.simulation.Simulation}. Start at {@link
 * dev.rbacconsumer.testkit.store.StoreUnderTest}. Confined to the thread of the test.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.store;

import org.jspecify.annotations.NullMarked;
