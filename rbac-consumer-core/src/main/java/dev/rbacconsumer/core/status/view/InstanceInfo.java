package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Host, version, consumer group, topic and start time of this process.
 *
 * @param host name of the machine: in a cluster, that of the pod
 * @param version version of the product
 * @param group consumer group
 * @param topic topic that is read
 * @param startedAt time of its creation
 * @param startedNanos the same on the monotonic clock
 */
public record InstanceInfo(
    String host, String version, String group, String topic, Instant startedAt, long startedNanos) {

  /** Creates an instance that starts now. */
  public static InstanceInfo begins(
      String host, String version, String group, String topic, Clock clock) {
    return new InstanceInfo(host, version, group, topic, clock.now(), clock.nanoTime());
  }

  /** Returns the time since its creation. */
  Duration uptime(Clock clock) {
    return Duration.ofNanos(Math.max(0, clock.nanoTime() - startedNanos));
  }
}
