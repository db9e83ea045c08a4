package dev.rbacconsumer.launcher.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import java.util.List;

/** Provides metrics of the process and its JVM, with the names that common dashboards use. */
final class JvmMetrics {
  private JvmMetrics() {}

  /** Creates the collectors; each reads when it is called, and holds no state. */
  static List<Collector> all() {
    return List.of(
        new StandardExports(),
        new MemoryPoolsExports(),
        new BufferPoolsExports(),
        new GarbageCollectorExports(),
        new ThreadExports(),
        new ClassLoadingExports());
  }
}
