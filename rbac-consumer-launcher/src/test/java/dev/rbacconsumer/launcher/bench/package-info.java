/**
 * What metrics and logs cost: of each message alone, and of delivery as a whole with a real broker.
 * Entry point is {@link dev.rbacconsumer.launcher.bench.ObservabilityBenchmarkMain}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench;

import org.jspecify.annotations.NullMarked;
