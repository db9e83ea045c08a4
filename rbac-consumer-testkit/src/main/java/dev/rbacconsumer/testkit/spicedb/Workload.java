package dev.rbacconsumer.testkit.spicedb;

import java.time.Duration;

/**
 * Counts calls of one kind, and the time during which at least one was in progress. Thread-safe.
 */
public final class Workload {
  private long calls;
  private int underWay;
  private long since;
  private long busyNanos;

  Workload() {}

  /** Returns the number of calls that have started. */
  public synchronized long calls() {
    return calls;
  }

  /** Returns the time during which at least one call was in progress. */
  public synchronized Duration busy() {
    return Duration.ofNanos(busyNanos + (underWay > 0 ? System.nanoTime() - since : 0));
  }

  synchronized void begin() {
    calls++;
    if (underWay++ == 0) {
      since = System.nanoTime();
    }
  }

  synchronized void end() {
    if (--underWay == 0) {
      busyNanos += System.nanoTime() - since;
    }
  }
}
