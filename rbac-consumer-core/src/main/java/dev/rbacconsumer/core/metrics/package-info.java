/**
 * Metrics of delivery. {@link dev.rbacconsumer.core.metrics.DeliveryMetrics} receives every event
 * and counts into a registry that the embedder owns; {@link
 * dev.rbacconsumer.core.metrics.instrument.MetricFamily} says what there is. A registry knows names
 * alone, so labels are part of the name, written as {@link
 * dev.rbacconsumer.core.metrics.instrument.MetricName} says, and an exporter gets them back from
 * there.
 */
@NullMarked
package dev.rbacconsumer.core.metrics;

import org.jspecify.annotations.NullMarked;
