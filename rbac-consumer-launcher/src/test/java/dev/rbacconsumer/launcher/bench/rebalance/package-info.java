/**
 * Benchmarks of several instances in one group, each in a process of its own: how long partitions
 * pause in a rebalance, and what further instances give. Start at {@link
 * dev.rbacconsumer.launcher.bench.rebalance.RebalanceMain} and {@link
 * dev.rbacconsumer.launcher.bench.rebalance.ScaleMain}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.rebalance;

import org.jspecify.annotations.NullMarked;
