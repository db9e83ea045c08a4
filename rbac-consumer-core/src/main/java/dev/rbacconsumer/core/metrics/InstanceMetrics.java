package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Gauges and counters that identify an instance: topic, group, version and dropped log lines.
 * Written once, when the instance is created. Thread-safe.
 */
public final class InstanceMetrics {
  private final Instruments instruments;

  /**
   * Creates an object that registers metrics in this registry.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   */
  public InstanceMetrics(MetricRegistry registry) {
    this.instruments = new Instruments(registry);
  }

  /** Registers the topic that the instance reads, and its consumer group. */
  public void consumes(String topic, String groupId) {
    instruments.gauge(MetricFamily.INFO, () -> 1, topic, groupId);
  }

  /**
   * Registers the counter of the lines that are missing in the log.
   *
   * @param lines number of lines dropped since the start; called by any thread, never decreases
   */
  public void dropsLogLines(LongSupplier lines) {
    instruments.counter(
        MetricFamily.LOG_LINES_DROPPED, () -> OptionalDouble.of((double) lines.getAsLong()));
  }

  /**
   * Registers the version and the build of the instance.
   *
   * @param version of the product
   * @param commit of its sources
   * @param javaVersion of the virtual machine
   */
  public void builtAs(String version, String commit, String javaVersion) {
    instruments.gauge(MetricFamily.BUILD_INFO, () -> 1, version, commit, javaVersion);
  }
}
