package dev.rbacconsumer.core.metrics.instrument;

/** How values of a family of metrics behave. */
public enum MetricType {
  /** Only grows. A {@code Counter} in the registry. */
  COUNTER,
  /**
   * Goes up and down. A {@code Gauge} of a number in the registry, or of null, which is no sample.
   */
  GAUGE,
  /** A distribution. A {@link BucketHistogram} in the registry. */
  HISTOGRAM
}
