package dev.rbacconsumer.testkit.simulation.scaling;

import java.time.Duration;

/**
 * Settings of a simulation in which a group grows to its full size one instance after the other,
 * instances leave and return, one crashes, and one is frozen and resumes. Calls take time, and
 * every partition gets messages at a steady rate.
 *
 * @param messageInterval time between two messages of one partition
 * @param storeCall longest time until the store answers
 * @param brokerCall longest time until a broker answers
 * @param heartbeat time between two heartbeats of a member, by which it learns of rebalances
 * @param sessionTimeout time after which the group expels a member that is silent
 * @param assignor decides which member gets which partition
 */
public record Scaling(
    Duration messageInterval,
    Duration storeCall,
    Duration brokerCall,
    Duration heartbeat,
    Duration sessionTimeout,
    Assignor assignor) {
  /**
   * Returns the times of the consumer's default settings, except that a silent member is expelled
   * earlier.
   */
  public static Scaling of(Assignor assignor) {
    return new Scaling(
        Duration.ofMillis(400),
        Duration.ofMillis(10),
        Duration.ofMillis(5),
        Duration.ofMillis(300),
        Duration.ofSeconds(3),
        assignor);
  }

  /** Returns a copy with another time between heartbeats. */
  public Scaling withHeartbeat(Duration other) {
    return new Scaling(messageInterval, storeCall, brokerCall, other, sessionTimeout, assignor);
  }
}
