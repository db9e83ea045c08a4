package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Removes the metrics of a consumer from a registry. */
public final class ConsumerMetrics {
  private static final Map<String, MetricFamily> FAMILIES = families();

  private ConsumerMetrics() {}

  /**
   * Removes all metrics of a consumer from a registry, so that those of an ended one are not shown
   * as those of the next. Metrics of others stay. Thread-safe.
   */
  public static void removeFrom(MetricRegistry registry) {
    registry.removeMatching((name, metric) -> family(name).isPresent());
  }

  /** Returns the family of a name of the registry; empty if it is none of a consumer. */
  static Optional<MetricFamily> family(String encoded) {
    return MetricName.parse(encoded)
        .flatMap(
            name ->
                Optional.ofNullable(FAMILIES.get(name.family()))
                    .filter(it -> name.labels().keySet().equals(Set.copyOf(it.labels()))));
  }

  private static Map<String, MetricFamily> families() {
    Map<String, MetricFamily> families = new TreeMap<>();
    for (MetricFamily family : MetricFamily.values()) {
      families.put(family.exportName(), family);
    }
    return Map.copyOf(families);
  }
}
