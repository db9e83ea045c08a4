package dev.rbacconsumer.launcher.architecture.bad.core;

import java.util.Random;

final class DrawsSeeded {
  double draw(long seed) {
    return new Random(seed).nextDouble();
  }
}
