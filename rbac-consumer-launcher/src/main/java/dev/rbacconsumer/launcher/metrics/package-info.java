/**
 * How the consumer is measured from outside: the metrics of {@link dev.rbacconsumer.core.metrics}
 * as Prometheus reads them. Start at {@link dev.rbacconsumer.launcher.metrics.MetricsRoute}.
 */
@NullMarked
package dev.rbacconsumer.launcher.metrics;

import org.jspecify.annotations.NullMarked;
