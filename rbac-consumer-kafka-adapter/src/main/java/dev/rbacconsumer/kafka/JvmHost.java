package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.DeliveryRuntime;

/** The running JVM as delivery's host: its clock, its random numbers, a thread for each lane. */
public final class JvmHost {
  private JvmHost() {}

  /** A host of its own for one instance. */
  public static DeliveryRuntime create() {
    return new DeliveryRuntime(
        new SystemClock(), new RandomJitter(), ThreadSleeper::new, new LaneThreads());
  }
}
