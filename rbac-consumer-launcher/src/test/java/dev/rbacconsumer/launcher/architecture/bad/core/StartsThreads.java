package dev.rbacconsumer.launcher.architecture.bad.core;

final class StartsThreads {
  void start() {
    new Thread(() -> {}).start();
  }
}
