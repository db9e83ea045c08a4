/**
 * Simulates whole deployments from one seed: several instances of the production core, a broker
 * with groups and commits, and a store with fences, in one thread and in virtual time, with all
 * faults of {@link dev.rbacconsumer.testkit.simulation.fault.Fault}. Start at {@link
 * dev.rbacconsumer.testkit.simulation.Simulation}. Deterministic: the same seed gives the same
 * schedule, to the nanosecond.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.simulation;

import org.jspecify.annotations.NullMarked;
