package dev.rbacconsumer.relations.internal.call;

/**
 * Trial of twice as many calls in flight, where the calls that wait would not let the limit grow.
 * The trial succeeds if the throughput grows as well: answers that come many at a time, or a client
 * that is busy, lengthen each call, and look like a queue of the server.
 *
 * <p>Pure, not thread-safe.
 */
final class GrowthTrial {
  /** Number of windows whose mean throughput is compared, before the trial and in it. */
  static final int WINDOWS = 8;

  /** Least factor by which the throughput grows in a trial that succeeds. */
  static final double LEAST_GAIN = 1.12;

  private int windows;
  private double sum;

  /** Mean throughput before the trial; not a number while none is under way. */
  private double before = Double.NaN;

  private boolean hasFailed;

  /** Returns whether a trial is under way. */
  boolean isUnderWay() {
    return !Double.isNaN(before);
  }

  /**
   * Adds a window at a limit that does not grow because calls wait. Returns whether a trial begins
   * now.
   */
  boolean beginsAfter(double throughput) {
    if (hasFailed || !isComplete(throughput)) {
      return false;
    }
    before = takeMean();
    return true;
  }

  /** Adds a window of the trial. Returns whether the trial is over. */
  boolean endsAfter(double throughput) {
    if (!isComplete(throughput)) {
      return false;
    }
    hasFailed = takeMean() < before * LEAST_GAIN;
    before = Double.NaN;
    return true;
  }

  /** Returns whether the last trial has failed, after which there is none until a reset. */
  boolean hasFailed() {
    return hasFailed;
  }

  /** Forgets everything. */
  void reset() {
    takeMean();
    before = Double.NaN;
    hasFailed = false;
  }

  private boolean isComplete(double throughput) {
    windows++;
    sum += throughput;
    return windows == WINDOWS;
  }

  private double takeMean() {
    double mean = sum / windows;
    windows = 0;
    sum = 0;
    return mean;
  }
}
