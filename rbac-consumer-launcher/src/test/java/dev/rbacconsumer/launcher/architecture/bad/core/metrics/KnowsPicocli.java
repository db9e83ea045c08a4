package dev.rbacconsumer.launcher.architecture.bad.core.metrics;

import com.codahale.metrics.Counter;
import picocli.CommandLine;

final class KnowsPicocli {
  Counter counter;
  CommandLine line;
}
