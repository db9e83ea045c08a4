/**
 * Whole deployments under one seed: several instances of the production core, a broker with groups
 * and commits, and a store with fences, in one thread and in virtual time, with everything going
 * wrong that can. Start at {@link dev.rbacconsumer.testkit.simulation.Simulation}. Deterministic:
 * the same seed gives the same schedule, to the nanosecond.
 */
@NullMarked
package dev.rbacconsumer.testkit.simulation;

import org.jspecify.annotations.NullMarked;
