package dev.rbacconsumer.kafka.runtime;

import dev.rbacconsumer.core.port.DeliveryRuntime;

/**
 * Provides the runtime of delivery from the running JVM: clock, random numbers, and a thread for
 * each lane.
 */
public final class JvmHost {
  private JvmHost() {}

  /** Creates a runtime for one instance. */
  public static DeliveryRuntime create() {
    return new DeliveryRuntime(
        new SystemClock(), new RandomJitter(), ThreadSleeper::new, new LaneThreads());
  }
}
