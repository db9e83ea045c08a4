package dev.rbacconsumer.launcher.bench.e2e.result;

import java.util.Collection;
import java.util.List;

/** Medians and percentiles. Pure. */
public final class Statistics {
  private Statistics() {}

  /** Returns the middle value, or the mean of the two in the middle; NaN of no values. */
  public static double median(Collection<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * Returns the smallest value that is not exceeded by this part of the values.
   *
   * @param part above 0, at most 1
   */
  public static double percentile(Collection<Double> values, double part) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
  }
}
