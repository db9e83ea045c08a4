package dev.rbacconsumer.launcher.architecture.bad.core;

import com.codahale.metrics.Counter;

final class KnowsMetrics {
  Counter counter;
}
