package dev.rbacconsumer.core.metrics.instrument;

/** Types of metrics. */
public enum MetricType {
  /** A value that only grows; a {@code Counter} in the registry. */
  COUNTER,
  /**
   * A value that goes up and down; in the registry a {@code Gauge} of a number, or of null, which
   * is no sample.
   */
  GAUGE,
  /** A distribution of values; a {@link BucketHistogram} in the registry. */
  HISTOGRAM
}
