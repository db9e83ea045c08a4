package dev.rbacconsumer.launcher.architecture.bad.core;

final class ReadsNanoTime {
  long now() {
    return System.nanoTime();
  }
}
