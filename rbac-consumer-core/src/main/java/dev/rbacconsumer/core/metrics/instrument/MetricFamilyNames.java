package dev.rbacconsumer.core.metrics.instrument;

import java.util.List;

/** Full names of metric families that other programs define, and shared label names. */
final class MetricFamilyNames {
  static final String KESSEL_WRITE_DURATION = "rbac_kessel_write_duration_seconds";
  static final String EVENT_LATENCY = "rbac_replication_event_latency_seconds";
  static final List<String> OF_PARTITION = List.of("topic", "partition");

  private MetricFamilyNames() {}
}
