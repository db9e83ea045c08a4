package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Gauge;

/** A gauge of a number that is set. Thread-safe. */
public final class NumberGauge implements Gauge<Long> {
  private volatile long number;

  /** Sets the number. */
  public void set(long number) {
    this.number = number;
  }

  @Override
  public Long getValue() {
    return number;
  }
}
