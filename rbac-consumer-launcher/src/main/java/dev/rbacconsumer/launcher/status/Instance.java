package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.port.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What does not change while the process lives.
 *
 * @param host where it runs: in a cluster, the name of the pod
 * @param version of the product
 * @param group consumer group
 * @param topic that is read
 * @param startedAt when it was put together
 * @param startedNanos the same on the monotonic clock
 */
public record Instance(
    String host, String version, String group, String topic, Instant startedAt, long startedNanos) {

  /** One that begins now. */
  public static Instance begins(
      String host, String version, String group, String topic, Clock clock) {
    return new Instance(host, version, group, topic, clock.now(), clock.nanoTime());
  }

  /** For how long it has been there. */
  Duration uptime(Clock clock) {
    return Duration.ofNanos(Math.max(0, clock.nanoTime() - startedNanos));
  }
}
