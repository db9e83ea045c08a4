package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Histogram with fixed buckets, so that the values of several instances can be added. The
 * histograms of the metrics library are samples of the recent past, which cannot be added.
 * Thread-safe and without locks.
 */
public final class BucketHistogram implements Metric {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double[] bounds;
  private final LongAdder[] buckets;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * Creates a histogram without values.
   *
   * @param bounds highest value of each bucket, inclusive: finite and ascending, at least one. One
   *     more bucket holds the values above the last bound
   */
  public BucketHistogram(double... bounds) {
    this.bounds = bounds.clone();
    if (bounds.length == 0) {
      throw new IllegalArgumentException("bounds: want at least one, got none");
    }
    for (int i = 0; i < bounds.length; i++) {
      if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        throw new IllegalArgumentException(
            "bounds: want finite and rising ones, got " + Arrays.toString(bounds));
      }
    }
    this.buckets = new LongAdder[bounds.length + 1];
    Arrays.setAll(buckets, i -> new LongAdder());
  }

  /** Counts a duration, in seconds. */
  public void observe(Duration duration) {
    observe(duration.toNanos() / NANOS_PER_SECOND);
  }

  /**
   * Counts a value.
   *
   * @param value not NaN
   */
  public void observe(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value: want a number, got NaN");
    }
    int found = Arrays.binarySearch(bounds, value);
    buckets[found >= 0 ? found : -found - 1].increment();
    sum.add(value);
  }

  /**
   * Returns the counts so far. The buckets and the count are consistent; a value that is counted at
   * the same time may be in them and not yet in the sum.
   */
  public Snapshot snapshot() {
    long[] cumulative = new long[bounds.length];
    long count = 0;
    for (int i = 0; i < bounds.length; i++) {
      count += buckets[i].sum();
      cumulative[i] = count;
    }
    return new Snapshot(
        bounds.clone(), cumulative, count + buckets[bounds.length].sum(), sum.sum());
  }

  /** The counts at one moment. */
  public static final class Snapshot {
    private final double[] bounds;
    private final long[] cumulative;
    private final long count;
    private final double sum;

    private Snapshot(double[] bounds, long[] cumulative, long count, double sum) {
      this.bounds = bounds;
      this.cumulative = cumulative;
      this.count = count;
      this.sum = sum;
    }

    /** Returns the number of buckets with a bound. */
    public int size() {
      return bounds.length;
    }

    /**
     * Returns the highest value of a bucket.
     *
     * @param bucket from 0
     */
    public double bound(int bucket) {
      return bounds[bucket];
    }

    /**
     * Returns the number of values that are not above the bound of a bucket.
     *
     * @param bucket from 0
     */
    public long atMost(int bucket) {
      return cumulative[bucket];
    }

    /** Returns the number of all values. */
    public long count() {
      return count;
    }

    /** Returns the sum of all values. */
    public double sum() {
      return sum;
    }
  }
}
