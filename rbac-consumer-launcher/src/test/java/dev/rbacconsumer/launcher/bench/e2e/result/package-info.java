/**
 * Results of the end-to-end benchmark: figures of a run, their file, and the tables of the
 * documentation. Start at {@link dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.e2e.result;

import org.jspecify.annotations.NullMarked;
