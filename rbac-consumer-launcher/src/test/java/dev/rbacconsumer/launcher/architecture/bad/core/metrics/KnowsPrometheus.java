package dev.rbacconsumer.launcher.architecture.bad.core.metrics;

import io.prometheus.client.Collector;

final class KnowsPrometheus {
  Collector collector;
}
