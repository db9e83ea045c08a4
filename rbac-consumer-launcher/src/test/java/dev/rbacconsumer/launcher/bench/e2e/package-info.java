/**
 * Benchmark of whole deliveries: a real broker, a store and each way to consume in a process of its
 * own. It measures the product beside other ways, and beside the limits that no way can exceed.
 * Start at {@link dev.rbacconsumer.launcher.bench.e2e.E2eMain}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.e2e;

import org.jspecify.annotations.NullMarked;
