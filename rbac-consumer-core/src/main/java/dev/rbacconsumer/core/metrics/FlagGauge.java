package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.Gauge;

/** Whether something is so, 1 or 0. Thread-safe. */
final class FlagGauge implements Gauge<Integer> {
  private volatile boolean raised;

  void set(boolean raised) {
    this.raised = raised;
  }

  @Override
  public Integer getValue() {
    return raised ? 1 : 0;
  }
}
