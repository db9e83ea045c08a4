package dev.rbacconsumer.launcher.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.dropwizard.DropwizardExports;
import java.util.List;

/**
 * Exports the metrics that a module on the class path keeps in the registry. Their meaning is
 * unknown, so they have no labels, and histograms and timers are summaries of this instance.
 */
final class ThirdPartyMetrics {
  /**
   * Prefixes of {@link RegistryCollector} and {@link JvmMetrics}; a duplicate name makes the whole
   * output invalid.
   */
  private static final List<String> TAKEN = List.of("rbac_", "jvm_", "process_");

  private ThirdPartyMetrics() {}

  static Collector in(MetricRegistry registry) {
    return new DropwizardExports(registry, (name, metric) -> !isTaken(name));
  }

  private static boolean isTaken(String name) {
    String exported = Collector.sanitizeMetricName(name);
    return TAKEN.stream().anyMatch(exported::startsWith);
  }
}
