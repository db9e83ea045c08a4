package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Gauge;

/** A gauge that is 1 while a condition holds and 0 otherwise. Thread-safe. */
public final class FlagGauge implements Gauge<Integer> {
  private volatile boolean raised;

  /** Sets whether the condition holds. */
  public void set(boolean raised) {
    this.raised = raised;
  }

  @Override
  public Integer getValue() {
    return raised ? 1 : 0;
  }
}
