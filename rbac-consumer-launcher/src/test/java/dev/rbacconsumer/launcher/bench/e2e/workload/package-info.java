/**
 * Messages of the end-to-end benchmark: drawn from a seed, published as a backlog or at a steady
 * rate. Start at {@link dev.rbacconsumer.launcher.bench.e2e.workload.Workload}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.e2e.workload;

import org.jspecify.annotations.NullMarked;
