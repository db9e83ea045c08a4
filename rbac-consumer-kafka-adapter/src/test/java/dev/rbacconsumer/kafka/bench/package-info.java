/**
 * What the apply-ahead window costs, with a real broker. Entry point is {@link
 * dev.rbacconsumer.kafka.bench.WindowBenchmarkMain}.
 */
@NullMarked
package dev.rbacconsumer.kafka.bench;

import org.jspecify.annotations.NullMarked;
