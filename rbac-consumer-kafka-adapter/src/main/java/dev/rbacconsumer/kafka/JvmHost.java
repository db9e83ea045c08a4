package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.Host;

/** The running JVM as delivery's host: its clock, its random numbers, a thread for each lane. */
public final class JvmHost {
  private JvmHost() {}

  /** A host of its own for one instance. */
  public static Host create() {
    return new Host(new SystemClock(), new RandomJitter(), ThreadSleeper::new, new LaneThreads());
  }
}
