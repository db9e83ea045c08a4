/** The in-memory store of tuples behind the simulated servers. */
@NullMarked
package dev.rbacconsumer.testkit.relations.store;

import org.jspecify.annotations.NullMarked;
