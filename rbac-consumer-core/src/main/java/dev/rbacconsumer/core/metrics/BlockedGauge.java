package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.Gauge;

/** Whether one partition stands. Thread-safe. */
final class BlockedGauge implements Gauge<Integer> {
  private volatile boolean blocked;

  void set(boolean blocked) {
    this.blocked = blocked;
  }

  @Override
  public Integer getValue() {
    return blocked ? 1 : 0;
  }
}
