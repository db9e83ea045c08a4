/** The history of a simulated partition, against which the outcome is checked. */
@NullMarked
package dev.rbacconsumer.testkit.simulation.history;

import org.jspecify.annotations.NullMarked;
