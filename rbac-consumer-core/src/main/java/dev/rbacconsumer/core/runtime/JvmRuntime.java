package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.port.DeliveryRuntime;

/**
 * Provides the runtime of delivery from the running JVM: clock, random numbers, and a thread for
 * each lane.
 */
public final class JvmRuntime {
  private JvmRuntime() {}

  /** Creates a runtime for one instance, whose threads have names without a prefix. */
  public static DeliveryRuntime create() {
    return create(ConsumerThreads.plain());
  }

  /**
   * Creates a runtime for one instance.
   *
   * @param threads creates the threads of lanes
   */
  public static DeliveryRuntime create(ConsumerThreads threads) {
    return new DeliveryRuntime(
        new SystemClock(), new RandomJitter(), ThreadSleeper::new, new LaneThreads(threads));
  }
}
