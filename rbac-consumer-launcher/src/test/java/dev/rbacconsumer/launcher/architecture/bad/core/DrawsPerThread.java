package dev.rbacconsumer.launcher.architecture.bad.core;

import java.util.concurrent.ThreadLocalRandom;

final class DrawsPerThread {
  double draw() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
