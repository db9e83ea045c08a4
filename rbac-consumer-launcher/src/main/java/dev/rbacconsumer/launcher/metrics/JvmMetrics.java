package dev.rbacconsumer.launcher.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import java.util.List;

/** The process and its virtual machine, under the names that dashboards for any of them know. */
final class JvmMetrics {
  private JvmMetrics() {}

  /** New ones; each reads when it is asked, and holds nothing. */
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
