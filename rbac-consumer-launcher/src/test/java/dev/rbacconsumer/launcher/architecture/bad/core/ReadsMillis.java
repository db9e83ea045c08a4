package dev.rbacconsumer.launcher.architecture.bad.core;

final class ReadsMillis {
  long now() {
    return System.currentTimeMillis();
  }
}
