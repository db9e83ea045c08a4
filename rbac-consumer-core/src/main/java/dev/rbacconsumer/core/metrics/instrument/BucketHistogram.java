package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram with fixed buckets, which several instances can be summed over; the histograms of the
 * library are samples of the recent past, which cannot. Thread-safe and without locks.
 */
public final class BucketHistogram implements Metric {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double[] bounds;
  private final LongAdder[] buckets;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * @param bounds highest value of each bucket, in that bucket: finite and rising, at least one.
   *     One more bucket holds what is above the last
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
   * What was counted so far. The buckets and the count agree with each other; a value that is being
   * counted meanwhile may be in them and not yet in the sum.
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

    /** How many buckets have a bound. */
    public int size() {
      return bounds.length;
    }

    /**
     * Highest value of a bucket.
     *
     * @param bucket from 0
     */
    public double bound(int bucket) {
      return bounds[bucket];
    }

    /**
     * How many values are not above the bound of a bucket.
     *
     * @param bucket from 0
     */
    public long atMost(int bucket) {
      return cumulative[bucket];
    }

    /** How many values there are. */
    public long count() {
      return count;
    }

    /** All values together. */
    public double sum() {
      return sum;
    }
  }
}
