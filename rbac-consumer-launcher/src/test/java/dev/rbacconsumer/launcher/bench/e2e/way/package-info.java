/**
 * The ways to consume that the end-to-end benchmark compares with the product, and the limits:
 * small programs, each for a process of its own, that decode with the product's decoder and make
 * the same gRPC calls. Start at {@link dev.rbacconsumer.launcher.bench.e2e.way.WayMain}.
 */
@NullMarked
package dev.rbacconsumer.launcher.bench.e2e.way;

import org.jspecify.annotations.NullMarked;
