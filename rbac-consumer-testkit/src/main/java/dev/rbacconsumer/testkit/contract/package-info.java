/**
 * Holds the rules of the ports as abstract tests: a sink, a fence authority or a message source of
 * your own extends the one of its port. {@link
 * dev.rbacconsumer.testkit.contract.RelationSinkContract} and {@link
 * dev.rbacconsumer.testkit.contract.FenceAuthorityContract} need a {@link
 * dev.rbacconsumer.testkit.store.StoreUnderTest}, which the {@link
 * dev.rbacconsumer.testkit.simulation.Simulation} takes too.
 *
 * <p>The tests need JUnit 5 and AssertJ, which the testkit does not bring. JUnit runs each test in
 * an instance of its own, from one thread.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.contract;

import org.jspecify.annotations.NullMarked;
