/**
 * Metrics of delivery. {@link dev.rbacconsumer.core.metrics.DeliveryMetrics} receives every event
 * and counts it in a registry that the embedder owns; {@link
 * dev.rbacconsumer.core.metrics.instrument.MetricFamily} lists the metrics. A registry has only
 * names, so labels are part of the name, in the format of {@link
 * dev.rbacconsumer.core.metrics.instrument.MetricName}, and an exporter parses them from it.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.metrics;

import org.jspecify.annotations.NullMarked;
