/**
 * The in-memory store of tuples behind the simulated servers.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.relations.store;

import org.jspecify.annotations.NullMarked;
