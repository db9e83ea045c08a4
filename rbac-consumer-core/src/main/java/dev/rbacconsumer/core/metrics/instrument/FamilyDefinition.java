package dev.rbacconsumer.core.metrics.instrument;

import java.util.List;

/**
 * Type, name, help text and labels of a metric family.
 *
 * @param exportName full name, as exported
 * @param help one sentence
 * @param labels names of its labels; may be empty
 */
record FamilyDefinition(MetricType type, String exportName, String help, List<String> labels) {
  private static final String PREFIX = "rbac_kafka_consumer_";

  /** Creates a counter; the prefix of the product is added to a name without one. */
  static FamilyDefinition counter(String name, String help, String... labels) {
    return new FamilyDefinition(MetricType.COUNTER, exported(name), help, List.of(labels));
  }

  /** Creates a gauge; the prefix of the product is added to a name without one. */
  static FamilyDefinition gauge(String name, String help, String... labels) {
    return new FamilyDefinition(MetricType.GAUGE, exported(name), help, List.of(labels));
  }

  /** Creates a gauge with one series for each partition. */
  static FamilyDefinition gaugeOfPartition(String name, String help) {
    return gauge(name, help, "topic", "partition");
  }

  /** Creates a histogram; the prefix of the product is added to a name without one. */
  static FamilyDefinition histogram(String name, String help, String... labels) {
    return new FamilyDefinition(MetricType.HISTOGRAM, exported(name), help, List.of(labels));
  }

  private static String exported(String name) {
    return name.startsWith("rbac_") ? name : PREFIX + name;
  }
}
