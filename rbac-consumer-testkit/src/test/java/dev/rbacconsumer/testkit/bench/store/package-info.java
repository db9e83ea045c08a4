/**
 * What a real SpiceDB takes for removals, by how many are in flight, and for messages, by dialect
 * and batch. Entry point is {@link dev.rbacconsumer.testkit.bench.store.StoreBenchmarkMain}.
 */
@NullMarked
package dev.rbacconsumer.testkit.bench.store;

import org.jspecify.annotations.NullMarked;
