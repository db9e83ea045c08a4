/**
 * Exports the metrics of {@link dev.rbacconsumer.core.metrics} in the formats that Prometheus
 * reads. Start at {@link dev.rbacconsumer.launcher.metrics.MetricsRoute}.
 */
@NullMarked
package dev.rbacconsumer.launcher.metrics;

import org.jspecify.annotations.NullMarked;
