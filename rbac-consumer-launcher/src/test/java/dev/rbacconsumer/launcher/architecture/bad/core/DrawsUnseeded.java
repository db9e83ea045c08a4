package dev.rbacconsumer.launcher.architecture.bad.core;

import java.util.Random;

final class DrawsUnseeded {
  double draw() {
    return new Random().nextDouble();
  }
}
