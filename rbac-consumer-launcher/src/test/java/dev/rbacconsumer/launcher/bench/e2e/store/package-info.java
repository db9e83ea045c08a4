/**
 * The store of the end-to-end benchmark, in a process of its own: the testkit's Relations server
 * with a latency, a jitter and the cost model of a real store, or a gateway to a real SpiceDB. It
 * counts calls and notes when each mark was applied. Start at {@link
 * dev.rbacconsumer.launcher.bench.e2e.store.StoreProcess}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.e2e.store;

import org.jspecify.annotations.NullMarked;
