package dev.rbacconsumer.testkit.spicedb;

import java.time.Duration;

/** Calls of one kind: how many there were, and for how long one was under way. Thread-safe. */
public final class Workload {
  private long calls;
  private int underWay;
  private long since;
  private long busyNanos;

  Workload() {}

  /** Number of calls that have begun. */
  public synchronized long calls() {
    return calls;
  }

  /** Time during which at least one call was under way. */
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
