/** The simulated deployment: topic, group, instances with their lanes, and the store. */
@NullMarked
package dev.rbacconsumer.testkit.simulation.cluster;

import org.jspecify.annotations.NullMarked;
